using Fulfillment.Streams.Generator;

namespace Fulfillment.Streams.Tests.Generator;

public sealed class ExactEventsTests
{
    private static readonly GeneratorOptions Options = new GeneratorOptions().Spreading(1_000, 2);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(26, 26)]
    [InlineData(1_000, 0)]
    [InlineData(1_000, 37)]
    [InlineData(1_000, 999)]
    [InlineData(0, 0)]
    public void Total_and_malformed_are_met_exactly(int total, int malformed)
    {
        var messages = ExactEvents.Of(new EventGenerator(Options), total, malformed, 5).ToList();

        Assert.Equal(total, messages.Count);
        Assert.Equal(malformed, messages.Count(m => m.Kind == GeneratedKind.Malformed));
    }

    [Fact]
    public void Malformed_messages_displace_none_of_the_others() =>
        Assert.Equal(
            new EventGenerator(Options).Take(900).Select(m => m.Payload.ToArray()),
            ExactEvents.Of(new EventGenerator(Options), 1_000, 100, 5).Where(m => m.Kind != GeneratedKind.Malformed).Select(m => m.Payload.ToArray()));

    [Fact]
    public void Malformed_messages_are_spread_over_the_whole_run()
    {
        var at = ExactEvents.Of(new EventGenerator(Options), 1_000, 100, 5)
            .Select((m, i) => (m.Kind, Index: i)).Where(m => m.Kind == GeneratedKind.Malformed).Select(m => m.Index).ToList();

        Assert.InRange(at.Count(i => i < 500), 30, 70);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(5, -1)]
    [InlineData(5, 6)]
    public void Impossible_counts_are_refused_at_once(int total, int malformed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => { ExactEvents.Of(new EventGenerator(Options), total, malformed, 5); });

    [Fact]
    public void No_message_contains_a_line_break() =>
        Assert.DoesNotContain(
            ExactEvents.Of(new EventGenerator(Options), 2_000, 500, 5),
            m => m.Payload.Span.ContainsAny((byte)'\n', (byte)'\r'));
}
