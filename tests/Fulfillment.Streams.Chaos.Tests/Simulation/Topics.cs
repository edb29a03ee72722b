using System.IO.Hashing;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>The records of every topic partition, keyed by shop, and what must become of them.</summary>
internal sealed class Topics
{
    private readonly List<byte[]>[,] _records;
    private readonly HashSet<string>[,] _ids;
    private readonly HashSet<(Topic, int, long)> _noEvents = [];

    public Topics(IReadOnlyList<Said> events, Plan plan, Random random)
    {
        Partitions = plan.Partitions;
        _records = new List<byte[]>[Partitions, TopicNames.Count];
        _ids = new HashSet<string>[Partitions, TopicNames.Count];
        for (var partition = 0; partition < Partitions; partition++)
        {
            foreach (var topic in TopicNames.All)
            {
                _records[partition, (int)topic] = [];
                _ids[partition, (int)topic] = [];
            }
        }

        foreach (var said in events.Shuffled(random))
        {
            var partition = (int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(said.Shop)) % (ulong)Partitions);
            Add(said.Topic, partition, said.Json);
            _ids[partition, (int)said.Topic].Add($"{said.Shop} {said.EventId}");
            if (random.Next(plan.NoiseIn) == 0)
            {
                Add(said.Topic, partition, said.Json);
            }

            if (random.Next(plan.NoiseIn) == 0)
            {
                _noEvents.Add((said.Topic, partition, Count(partition, said.Topic)));
                Add(said.Topic, partition, "{");
            }
        }
    }

    public int Partitions { get; }

    public byte[] this[int partition, Topic topic, long offset] => _records[partition, (int)topic][(int)offset];

    public long Count(int partition, Topic topic) => _records[partition, (int)topic].Count;

    /// <summary>Different events of a topic partition.</summary>
    public long Events(int partition, Topic topic) => _ids[partition, (int)topic].Count;

    /// <summary>Records that are no events.</summary>
    public IReadOnlySet<(Topic Topic, int Partition, long Offset)> NoEvents => _noEvents;

    private void Add(Topic topic, int partition, string json) => _records[partition, (int)topic].Add(Encoding.UTF8.GetBytes(json));
}
