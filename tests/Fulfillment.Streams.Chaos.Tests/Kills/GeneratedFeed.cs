using System.Text;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>An endless stream of generated events, repetitions and garbage among them, as one client would send it. Single-threaded.</summary>
internal sealed class GeneratedFeed(GeneratorOptions options, int garbageEvery) : IDisposable
{
    private const string GarbageMark = "\"garbage\":";
    private readonly IEnumerator<GeneratedEvent> _events = new EventGenerator(options).GetEnumerator();
    private long _sent;

    /// <summary>Whether a line was made to be rejected: JSON that breaks off.</summary>
    public static bool IsGarbage(ReadOnlySpan<byte> line) => line.IndexOf(Encoding.UTF8.GetBytes(GarbageMark)) >= 0;

    /// <summary>The next events, by topic, in their order of arrival.</summary>
    public IReadOnlyList<(Topic Topic, List<byte[]> Lines)> Next(int events)
    {
        var batches = new List<byte[]>?[TopicNames.Count];
        for (var n = 0; n < events; n++)
        {
            _events.MoveNext();
            var next = _events.Current;
            var lines = batches[(int)next.Topic] ??= [];
            lines.Add(next.Payload.ToArray());
            if (++_sent % garbageEvery == 0)
            {
                lines.Add(Encoding.UTF8.GetBytes($$"""{"shop_id":"{{next.ShopId}}",{{GarbageMark}}{{_sent}}"""));
            }
        }

        return [.. TopicNames.All.Where(t => batches[(int)t] is not null).Select(t => (t, batches[(int)t]!))];
    }

    public void Dispose() => _events.Dispose();
}
