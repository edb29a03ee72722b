using System.Text.Json;
using Fulfillment.Streams.Generator;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Generator;

/// <summary>A fortnight of 60,000 events, parsed once for all tests that ask what is in them.</summary>
public sealed class GeneratedRun
{
    public const int Total = 60_000;

    private static readonly Lazy<GeneratedRun> Made = new(() => new GeneratedRun());

    private GeneratedRun()
    {
        Messages = [.. ExactEvents.Of(new EventGenerator(Options), Total, 0, Options.Seed)];
        Parsed = [.. Messages.Select(m => new Parsed(m))];
        var settled = Messages[^1].ArrivalUnixMs - (10 * 3_600_000);
        Orders =
        [
            .. Of(Topic.Orders).GroupBy(p => p["order_id"]).Select(g => g.OrderBy(p => p.EventTime).ToList())
                .Where(order => order[0].EventTime < settled),
        ];
    }

    public static GeneratedRun Shared => Made.Value;

    public static GeneratorOptions Options { get; } = new GeneratorOptions { Seed = 11 }.Spreading(Total, 14);

    public IReadOnlyList<GeneratedEvent> Messages { get; }

    public IReadOnlyList<Parsed> Parsed { get; }

    /// <summary>Each order's messages by event time; not those so new that the first of them may still be under way.</summary>
    public IReadOnlyList<List<Parsed>> Orders { get; }

    public IEnumerable<Parsed> Of(Topic topic) => Parsed.Where(p => p.Message.Topic == topic && p.Message.Kind == GeneratedKind.Original);
}

/// <summary>A message and its JSON.</summary>
public sealed class Parsed
{
    public Parsed(GeneratedEvent message)
    {
        Message = message;
        Json = JsonElement.Parse(message.Payload.Span);
        EventTime = At("event_time");
    }

    public GeneratedEvent Message { get; }

    public JsonElement Json { get; }

    /// <summary>Unix milliseconds.</summary>
    public long EventTime { get; }

    public string this[string field] => Json.GetProperty(field).ToString();

    public bool Has(string field) => Json.TryGetProperty(field, out _);

    public long At(string field) => Json.GetProperty(field).GetDateTimeOffset().ToUnixTimeMilliseconds();
}
