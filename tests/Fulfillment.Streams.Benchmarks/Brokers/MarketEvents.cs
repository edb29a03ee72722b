using Fulfillment.Streams.Generator;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>The events of <see cref="Measuring.FulfillmentProgram.GenerateAsync"/>, in their order of arrival.</summary>
internal sealed class MarketEvents
{
    private const int Seed = 7;

    public MarketEvents(int events)
    {
        var market = new GeneratorOptions { Seed = Seed, Shops = 16, SkusPerShop = 50 }.Spreading(events, 3);
        All = [.. ExactEvents.Of(new EventGenerator(market), events, malformed: 0, Seed)];
    }

    public IReadOnlyList<GeneratedEvent> All { get; }
}
