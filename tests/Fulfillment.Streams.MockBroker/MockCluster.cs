using System.Runtime.InteropServices;
using System.Text;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.MockBroker;

/// <summary>
/// A running mock cluster. Limits to know: a partition keeps at most 5 MiB of (compressed) record batches and 100,000
/// of them, then forgets the oldest without a word; it creates no topics on request; transactions are not kept.
/// </summary>
internal sealed unsafe class MockCluster : IDisposable
{
    private const int Producer = 0;
    private readonly nint client;
    private readonly nint cluster;
    private readonly int brokers;

    static MockCluster() => NativeClient.Share(typeof(MockCluster).Assembly);

    public MockCluster(int brokers)
    {
        this.brokers = brokers;
        NativeClient.EnsureLoaded();
        var error = stackalloc byte[512];
        client = NativeMock.NewClient(Producer, NativeMock.NewConfiguration(), error, 512);
        if (client == 0)
        {
            throw new InvalidOperationException(Marshal.PtrToStringUTF8((nint)error));
        }

        cluster = NativeMock.NewCluster(client, brokers);
        // The first member of a group would otherwise wait three seconds for others.
        NativeMock.SetRebalanceDelay(cluster, 100);
    }

    /// <summary>host:port of each broker, separated by commas.</summary>
    public string Bootstrap => Marshal.PtrToStringUTF8((nint)NativeMock.Bootstraps(cluster))!;

    public void Create(string topic, int partitions) => Check(NativeMock.CreateTopic(cluster, topic, partitions, 1), $"create {topic}");

    /// <summary>Cuts the connections of one broker, or of each where <paramref name="broker"/> is null, and refuses new ones.</summary>
    public void Down(int? broker) => Each(broker, one => NativeMock.SetDown(cluster, one));

    public void Up(int? broker) => Each(broker, one => NativeMock.SetUp(cluster, one));

    public void RoundTrip(int milliseconds, int? broker) => Each(broker, one => NativeMock.SetRoundTrip(cluster, one, milliseconds));

    public void Lead(string topic, int partition, int broker) =>
        Check(NativeMock.SetLeader(cluster, topic, partition, broker), $"leader of {topic} {partition}");

    public void Coordinate(string group, int broker) => Check(NativeMock.SetCoordinator(cluster, "group", group, broker), $"coordinator of {group}");

    /// <summary>Lets the records before an offset expire.</summary>
    public void Expire(string topic, int partition, long before) =>
        Check(NativeMock.DeleteRecords(cluster, topic, partition, before), $"expire {topic} {partition}");

    /// <summary>Takes back what <see cref="Fail"/> has still in store for one kind of request.</summary>
    public void Heal(short api) => NativeMock.ClearErrors(cluster, api);

    /// <summary>Answers the next <paramref name="times"/> requests of one kind with an error of the protocol, and counts requests from now on.</summary>
    public void Fail(short api, int error, int times)
    {
        NativeMock.TrackRequests(cluster);
        NativeMock.ForgetRequests(cluster);
        var errors = new int[times];
        Array.Fill(errors, error);
        fixed (int* first = errors)
        {
            NativeMock.PushErrors(cluster, api, (nuint)times, first);
        }
    }

    /// <summary>Waits until so many requests of one kind have come since the last <see cref="Fail"/>.</summary>
    public void Await(short api, int times)
    {
        for (var waited = 0; Count(api) < times; waited += 10)
        {
            if (waited > 30_000)
            {
                throw new InvalidOperationException($"{Count(api)} of {times} requests {api} came in 30 s");
            }

            Thread.Sleep(10);
        }
    }

    public void Dispose()
    {
        NativeMock.DestroyCluster(cluster);
        NativeMock.DestroyClient(client);
    }

    private int Count(short api)
    {
        nuint count;
        var requests = NativeMock.Requests(cluster, &count);
        var found = 0;
        for (nuint i = 0; i < count; i++)
        {
            found += NativeMock.ApiOf(requests[i]) == api ? 1 : 0;
        }

        NativeMock.DestroyRequests(requests, count);
        return found;
    }

    private void Each(int? only, Func<int, int> command)
    {
        for (var broker = only ?? 1; broker <= (only ?? brokers); broker++)
        {
            Check(command(broker), $"broker {broker}");
        }
    }

    private static void Check(int error, string what)
    {
        if (error != 0)
        {
            throw new InvalidOperationException($"{what}: error {error}");
        }
    }
}
