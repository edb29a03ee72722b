using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>
/// What lies in a log or in topics after all the kills, read without the engine: the counters that a worker must arrive at,
/// and whether every line a client was promised is there.
/// </summary>
internal sealed class Source
{
    private readonly Dictionary<(Topic Topic, int Partition), Counts> _counts = [];
    private readonly HashSet<UInt128> _events = [];
    private readonly HashSet<UInt128> _lines = [];

    /// <summary>Records in all partitions.</summary>
    public long Records { get; private set; }

    /// <summary>Events in all partitions, each counted once however often it came.</summary>
    public long Distinct => _counts.Values.Sum(c => c.Applied);

    /// <summary>Records that are no event.</summary>
    public long Garbage => _counts.Values.Sum(c => c.Rejected);

    /// <summary>Takes one record.</summary>
    public void Add(Topic topic, int partition, ReadOnlySpan<byte> record)
    {
        Records++;
        _lines.Add(XxHash128.HashToUInt128(record));
        if (!_counts.TryGetValue((topic, partition), out var counts))
        {
            _counts[(topic, partition)] = counts = new Counts();
        }

        if (GeneratedFeed.IsGarbage(record))
        {
            counts.Rejected++;
        }
        else if (_events.Add(IdentityOf(topic, record)))
        {
            counts.Applied++;
        }
        else
        {
            counts.Duplicates++;
        }
    }

    /// <summary>Fails where an acknowledged line is not there.</summary>
    public void Holds(string acknowledged)
    {
        var lost = Directory.EnumerateFiles(acknowledged).SelectMany(File.ReadLines)
            .Where(l => !_lines.Contains(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(l)))).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} acknowledged lines are lost, the first is {lost.FirstOrDefault()}");
    }

    /// <summary>Fails where a partition of <c>v_freshness</c>, given as tab-separated lines, is not exact.</summary>
    /// <param name="freshness">topic, partition, applied, duplicates, late, rejected of the partitions that had records.</param>
    public void IsCounted(string freshness)
    {
        var found = freshness.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(Key);
        foreach (var ((topic, partition), counts) in _counts)
        {
            var expected = string.Create(
                CultureInfo.InvariantCulture, $"{topic.Name()}\t{partition}\t{counts.Applied}\t{counts.Duplicates}\t0\t{counts.Rejected}");
            var line = found.GetValueOrDefault(Key(expected), "nothing");
            Books.Check(line == expected, $"v_freshness has {line}, its source {expected}");
        }

        Assert.Equal(_counts.Count, found.Count);
    }

    private static string Key(string line) => string.Join('\t', line.Split('\t').Take(2));

    private static UInt128 IdentityOf(Topic topic, ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        using var json = JsonDocument.ParseValue(ref reader);
        var (shop, id) = (json.RootElement.GetProperty("shop_id"), json.RootElement.GetProperty("event_id"));
        return XxHash128.HashToUInt128(Encoding.UTF8.GetBytes($"{topic.Name()}\n{shop.GetString()}\n{id.GetString()}"));
    }

    private sealed class Counts
    {
        public long Applied { get; set; }

        public long Duplicates { get; set; }

        public long Rejected { get; set; }
    }
}
