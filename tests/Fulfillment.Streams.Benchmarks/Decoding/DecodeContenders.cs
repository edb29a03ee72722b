using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>The same lines, decoded by each contender.</summary>
public class DecodeContenders : IDisposable
{
    private readonly JsonDecoder decoder = new(TimeProvider.System);
    private readonly PlainReader reader = new();
    private EventLines lines = null!;

    /// <summary>How many lines, set by the suite.</summary>
    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    /// <summary>What <see cref="Events"/> takes.</summary>
    public static IReadOnlyList<int> Sizes { get; set; } = [200_000];

    /// <summary>Makes the lines.</summary>
    [GlobalSetup]
    public void Prepare() => lines = new EventLines(Events);

    /// <summary>Returns their memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        lines?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The engine.</summary>
    [Benchmark(Baseline = true)]
    public int Ours()
    {
        var count = 0;
        foreach (var batch in lines.Batches)
        {
            using var decoded = decoder.Decode(batch);
            count += decoded.Events.Count;
        }

        return count;
    }

    /// <summary><see cref="Utf8JsonReader"/> by hand.</summary>
    [Benchmark]
    public int Reader()
    {
        var count = 0;
        foreach (var batch in lines.Batches)
        {
            count += reader.Read(batch).Count;
        }

        return count;
    }

    /// <summary>System.Text.Json with code made at build time.</summary>
    [Benchmark]
    public int Serializer()
    {
        var count = 0;
        foreach (var batch in lines.Batches)
        {
            for (var i = 0; i < batch.Count; i++)
            {
                count += Deserialize(batch.Topic, batch.Payload(i)) is null ? 0 : 1;
            }
        }

        return count;
    }

    /// <summary>Bytes of JSON in one go.</summary>
    internal static long BytesOf(int events)
    {
        using var lines = new EventLines(events);
        return lines.Bytes;
    }

    /// <summary>Whether all contenders read the same out of the same lines.</summary>
    internal static bool Agree(int events)
    {
        using var lines = new EventLines(events);
        var (ours, plain, serialized) = (new Digest(), new Digest(), new Digest());
        var (decoder, reader) = (new JsonDecoder(TimeProvider.System), new PlainReader());
        foreach (var batch in lines.Batches)
        {
            using var decoded = decoder.Decode(batch);
            ours.Add(decoded.Events);
            plain.Add(reader.Read(batch));
            for (var i = 0; i < batch.Count; i++)
            {
                Add(serialized, Deserialize(batch.Topic, batch.Payload(i)));
            }
        }

        return ours.Value == plain.Value && ours.Value == serialized.Value;
    }

    private static object? Deserialize(Topic topic, ReadOnlySpan<byte> json) => topic switch
    {
        Topic.Orders => JsonSerializer.Deserialize(json, EventJson.Default.OrderEvent),
        Topic.Tracking => JsonSerializer.Deserialize(json, EventJson.Default.TrackingEvent),
        _ => JsonSerializer.Deserialize(json, EventJson.Default.AdSpendEvent),
    };

    private static void Add(Digest digest, object? read)
    {
        switch (read)
        {
            case OrderEvent order: digest.Add(order); break;
            case TrackingEvent scan: digest.Add(scan); break;
            case AdSpendEvent ad: digest.Add(ad); break;
            default: throw new InvalidOperationException("Every line is an event.");
        }
    }
}
