using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Messages;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>The same lines, decoded by each contender.</summary>
public class DecodeContenders : IDisposable
{
    private readonly EventDecoder decoder = new(TimeProvider.System);
    private readonly PlainReader reader = new();
    private EventLines lines = null!;
    private EventLines messages = null!;

    /// <summary>How many lines, set by the suite.</summary>
    [ParamsSource(nameof(Sizes))]
    public int Events { get; set; }

    /// <summary>What <see cref="Events"/> takes.</summary>
    public static IReadOnlyList<int> Sizes { get; set; } = [200_000];

    /// <summary>Makes the lines.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        lines = new EventLines(Events);
        messages = lines.AsMessages();
    }

    /// <summary>Returns their memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        lines?.Dispose();
        messages?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The engine.</summary>
    [Benchmark(Baseline = true)]
    public int Ours() => Decode(lines);

    /// <summary>The engine, of the same events as messages.</summary>
    [Benchmark]
    public int Binary() => Decode(messages);

    /// <summary>Google's library, of the same messages.</summary>
    [Benchmark]
    public int Library()
    {
        var count = 0;
        foreach (var batch in messages.Batches)
        {
            var parser = MessageKinds.Of(batch.Topic).Parser;
            for (var i = 0; i < batch.Count; i++)
            {
                count += parser.ParseFrom(batch.Payload(i)) is null ? 0 : 1;
            }
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

    /// <summary>Bytes of JSON in one go, and of the same events as messages.</summary>
    internal static (long Json, long Messages) BytesOf(int events)
    {
        using var lines = new EventLines(events);
        using var messages = lines.AsMessages();
        return (lines.Bytes, messages.Bytes);
    }

    /// <summary>Whether all contenders read the same out of the same lines.</summary>
    internal static bool Agree(int events)
    {
        using var lines = new EventLines(events);
        using var messages = lines.AsMessages();
        var (ours, plain, serialized, binary) = (new Digest(), new Digest(), new Digest(), new Digest());
        var (decoder, reader) = (new EventDecoder(TimeProvider.System), new PlainReader());
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

        foreach (var batch in messages.Batches)
        {
            using var decoded = decoder.Decode(batch);
            binary.Add(decoded.Events);
        }

        return ours.Value == plain.Value && ours.Value == serialized.Value && ours.Value == binary.Value;
    }

    private int Decode(EventLines records)
    {
        var count = 0;
        foreach (var batch in records.Batches)
        {
            using var decoded = decoder.Decode(batch);
            count += decoded.Events.Count;
        }

        return count;
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
