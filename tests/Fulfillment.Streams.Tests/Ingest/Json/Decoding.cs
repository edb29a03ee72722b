using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>What the decoder's tests say things in: one record in, its row or its reason out.</summary>
internal static class Decoding
{
    /// <summary>The clock of every test: 2026-03-10T12:00:00Z.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A decoder whose clock stands at <see cref="Now"/>.</summary>
    public static EventDecoder Decoder() => new(new StandingClock());

    /// <summary>A batch of records with offsets 100, 101, …</summary>
    public static BufferedRawBatch Raw(Topic topic, params IEnumerable<byte[]> records)
    {
        var raw = new BufferedRawBatch { Topic = topic, Partition = 3 };
        foreach (var record in records)
        {
            raw.Add(100 + raw.Count, record);
        }

        return raw;
    }

    /// <summary>Decodes records given as text.</summary>
    public static EventBatch Decode(Topic topic, params string[] records)
    {
        using var raw = Raw(topic, records.Select(Encoding.UTF8.GetBytes));
        return Decoder().Decode(raw);
    }

    /// <summary>The columns of a record that must be accepted.</summary>
    public static T Accept<T>(Topic topic, string record)
        where T : EventColumns
    {
        var batch = Decode(topic, record);
        Assert.Empty(batch.Rejected.Select(letter => letter.Reason));
        Assert.Equal(1, batch.Events.Count);
        return (T)batch.Events;
    }

    /// <summary>The reason of a record that must be rejected, having left no trace.</summary>
    public static string Reason(Topic topic, string record)
    {
        var batch = Decode(topic, record);
        Assert.Equal(0, batch.Events.Count);
        Assert.Equal(0, batch.Events.Text.Used);
        return Assert.Single(batch.Rejected).Reason;
    }

    /// <summary>A text as a string, null where absent.</summary>
    public static string? Text(this Columns columns, Utf8Slice slice) =>
        slice.IsPresent ? Encoding.UTF8.GetString(columns.Text[slice]) : null;

    /// <summary>Unix milliseconds of an RFC 3339 time.</summary>
    public static long Ms(string time) => DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    /// <summary>The same record with one property set to a JSON text, or added.</summary>
    public static string With(this string record, string name, string json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(record)!.AsObject();
        node[name] = "@@";
        return node.ToJsonString().Replace("\"@@\"", json, StringComparison.Ordinal);
    }

    /// <summary>The same record without one property.</summary>
    public static string Without(this string record, string name)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(record)!.AsObject();
        Assert.True(node.Remove(name));
        return node.ToJsonString();
    }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
