using FsCheck;
using FsCheck.Fluent;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>A set of events and a seed for what chance does to them (order, batches, crashes).</summary>
public sealed class Story
{
    internal Story(IReadOnlyList<Said> events, int luck)
    {
        Events = events;
        Luck = luck;
    }

    internal IReadOnlyList<Said> Events { get; }

    internal int Luck { get; }

    /// <summary>The events in event-time order.</summary>
    internal IEnumerable<Said> InOrder => Events.OrderBy(e => e.At).ThenBy(e => e.EventId, StringComparer.Ordinal);

    /// <summary>Stories of random shops; a failing one loses events until each that is left is needed to fail.</summary>
    public static Arbitrary<Story> Arbitrary() => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from luck in Gen.Choose(0, 1_000_000)
        select new Story(StoryTeller.Tell(seed), luck),
        Shorter);

    public override string ToString() => $"luck {Luck}:\n{string.Join('\n', InOrder)}\n";

    private static IEnumerable<Story> Shorter(Story story)
    {
        for (var length = story.Events.Count / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= story.Events.Count; start += length)
            {
                yield return new Story([.. story.Events.Take(start), .. story.Events.Skip(start + length)], story.Luck);
            }
        }
    }
}
