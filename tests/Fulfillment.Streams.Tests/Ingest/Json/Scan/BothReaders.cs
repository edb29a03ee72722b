using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>One batch read twice, with the scanner and without it.</summary>
internal sealed class BothReaders(Topic topic)
{
    private static readonly long LatestEvent = (Decoding.Now + Bounds.Ahead).ToUnixTimeMilliseconds();

    private readonly EventReader reader = EventReader.All[(int)topic];
    private readonly EventColumns scanned = EventBatch.NewColumns(topic);
    private readonly EventColumns general = EventBatch.NewColumns(topic);
    private readonly List<byte[]> accepted = [];

    /// <summary>Events since the last comparison.</summary>
    public int Accepted => accepted.Count;

    /// <summary>Reads one record both ways; gives the difference, or null.</summary>
    public string? Read(byte[] document)
    {
        var before = scanned.Text.Used;
        var expected = reader.ReadGenerally(document, general, accepted.Count, LatestEvent);
        var actual = reader.Read(document, scanned, accepted.Count, LatestEvent);
        if (expected != actual)
        {
            return $"{actual ?? "accepted"} instead of {expected ?? "accepted"}: {Shown(document)}";
        }

        if (actual is null)
        {
            accepted.Add(document);
        }

        return scanned.Count != accepted.Count || (actual is not null && scanned.Text.Used != before) ? $"A trace is left of {Shown(document)}" : null;
    }

    /// <summary>Compares all columns, and empties them for another batch; gives the first difference, or null.</summary>
    public string? Compare()
    {
        var difference = Enumerable.Range(0, accepted.Count)
            .Select(row => ColumnDifference.Between(scanned, general, row) is { } column ? $"{column}: {Shown(accepted[row])}" : null).FirstOrDefault(d => d is not null);
        foreach (var columns in new[] { scanned, general })
        {
            columns.Truncate(0);
            columns.Text.Used = 0;
        }

        accepted.Clear();
        return difference;
    }

    private static string Shown(byte[] document) => document.Length > 4096
        ? $"{document.Length} bytes that begin with {Encoding.Latin1.GetString(document, 0, 4096)}"
        : $"{Encoding.UTF8.GetString(document)}\n{Convert.ToHexString(document)}";
}
