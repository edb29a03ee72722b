using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Sink;
using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Tests.Snapshots;
using Fulfillment.Streams.Worker.Tests.Lanes;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>What outlives every process: topics, tables, dead letters, snapshots, and who owns which lane.</summary>
internal sealed class World(Topics topics)
{
    public Topics Topics { get; } = topics;

    public Tables Tables { get; } = new();

    public HashSet<(Topic Topic, int Partition, long Offset)> Letters { get; } = [];

    public MemorySnapshots[] Snapshots { get; } = [.. Enumerable.Range(0, topics.Partitions).Select(_ => new MemorySnapshots())];

    /// <summary>After every event.</summary>
    public SteppedTime Time { get; } = new(new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>What <c>v_freshness</c> answers for a partition, as tab-separated lines.</summary>
    public string Freshness(int partition)
    {
        var lines = new StringBuilder();
        foreach (var row in Tables.View("freshness").Values.Where(r => (long)r["partition"]! == partition))
        {
            var read = (long)row["applied"]! + (long)row["duplicates"]! + (long)row["late"]! + (long)row["rejected"]!;
            lines.Append(CultureInfo.InvariantCulture, $"{row["topic"]}\t{read}\n");
        }

        return lines.ToString();
    }

    /// <summary>Inserts the first part of some rows.</summary>
    public void Insert(TableColumns table, ReadOnlySpan<byte> rowBinary, double part)
    {
        var rows = RowReader.Rows(table, rowBinary);
        Tables.Write(table, rows.Take((int)Math.Ceiling(rows.Count * part)));
    }
}
