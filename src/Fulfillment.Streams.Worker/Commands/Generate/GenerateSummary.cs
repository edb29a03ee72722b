using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Commands.Generate;

/// <summary>What was written.</summary>
internal sealed class GenerateSummary
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly long[] lines = new long[TopicNames.Count];
    private long duplicates;
    private long malformed;
    private long first = long.MaxValue;
    private long last;

    public required string Directory { get; init; }

    public long Total { get; private set; }

    public double Seconds { get; set; }

    public void Count(in GeneratedEvent message)
    {
        Total++;
        lines[(int)message.Topic]++;
        first = Math.Min(first, message.ArrivalUnixMs);
        last = Math.Max(last, message.ArrivalUnixMs);
        duplicates += message.Kind == GeneratedKind.Duplicate ? 1 : 0;
        malformed += message.Kind == GeneratedKind.Malformed ? 1 : 0;
    }

    public string ToJson()
    {
        var topics = new JsonObject();
        foreach (var topic in TopicNames.All)
            topics[topic.Name()] = lines[(int)topic];

        return new JsonObject
        {
            ["out"] = Directory,
            ["events"] = Total,
            ["topics"] = topics,
            ["duplicates"] = duplicates,
            ["malformed"] = malformed,
            ["first_arrival"] = Time(first),
            ["last_arrival"] = Time(last),
            ["seconds"] = Math.Round(Seconds, 3),
        }.ToJsonString(Indented);
    }

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var topic in TopicNames.All)
            text.AppendLine(CultureInfo.InvariantCulture, $"{topic.Name(),-10} {lines[(int)topic],12}");

        text.AppendLine(CultureInfo.InvariantCulture, $"{"total",-10} {Total,12}  of which {duplicates} arrive again and {malformed} are malformed");
        text.AppendLine(CultureInfo.InvariantCulture, $"arriving from {Time(first)} to {Time(last)}");
        text.Append(CultureInfo.InvariantCulture, $"written to {Directory} in {Seconds:F1} s ({Total / Math.Max(Seconds, 0.001):F0} events/s)");
        return text.ToString();
    }

    private static string Time(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
