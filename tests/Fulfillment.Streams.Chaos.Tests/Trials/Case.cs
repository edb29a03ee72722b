using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Chaos.Tests.Trials;

/// <summary>One case of a trial: everything chance decides in it comes from its seed.</summary>
internal sealed class Case
{
    public Case(int seed)
    {
        Seed = seed;
        Random = new Random(Mixed(seed));
        Luck = Random.Next();
    }

    /// <summary>Repeats the case: <c>eng/chaos --only ID --case SEED</c>.</summary>
    public int Seed { get; }

    public Random Random { get; }

    private int Luck { get; }

    /// <summary>What happens in two small shops, in no order; the same at every call.</summary>
    public IReadOnlyList<Said> Story() => StoryTeller.Tell(Luck);

    /// <summary>The first of the stories that chance tells in which something is the case.</summary>
    public IReadOnlyList<Said> StoryWhere(Func<IReadOnlyList<Said>, bool> holds)
    {
        var story = Story();
        while (!holds(story))
        {
            story = StoryTeller.Tell(Random.Next());
        }

        return story;
    }

    /// <summary>Seeds in a row would start <see cref="System.Random"/> in states that resemble each other.</summary>
    private static int Mixed(int seed)
    {
        var z = unchecked((ulong)seed * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return (int)(z >> 33);
    }
}
