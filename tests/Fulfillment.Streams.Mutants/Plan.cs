using Fulfillment.Streams.Mutants.Faults;
using Fulfillment.Streams.Mutants.Weaving;

namespace Fulfillment.Streams.Mutants;

/// <summary>The faults that chance picked, numbered from 1 in the order of the picks: a smaller count is a prefix of a greater.</summary>
/// <param name="Seed">What the picks follow from.</param>
/// <param name="Faults">The picks.</param>
/// <param name="Possible">How many there were to pick from.</param>
internal sealed record Plan(int Seed, IReadOnlyList<Planned> Faults, int Possible)
{
    /// <summary>Picks <paramref name="count"/> faults out of all that fit <paramref name="only"/>; the same seed and sources give the same.</summary>
    public static async Task<Plan> Draw(BuiltTree tree, int count, int seed, string only, CancellationToken cancellationToken)
    {
        var all = new List<Planned>();
        foreach (var target in Target.All.Where(t => $"{t.Project}/".StartsWith(only, StringComparison.Ordinal) || only.StartsWith(t.Project + '/', StringComparison.Ordinal)))
        {
            var sources = await ProjectSources.Read(tree, target.Project, cancellationToken).ConfigureAwait(false);
            all.AddRange(sources.Sound.SyntaxTrees
                .Select(t => (Tree: t, File: sources.FileOf(t)))
                .Where(t => target.Has(t.File) && t.File.StartsWith(only, StringComparison.Ordinal))
                .OrderBy(t => t.File, StringComparer.Ordinal)
                .SelectMany(t => FaultFinder.Find(t.Tree, t.File))
                .Select(fault => new Planned(0, fault, target, sources)));
        }

        var shuffled = all.ToArray();
        new Random(seed).Shuffle(shuffled);
        var picked = new List<Planned>();
        var looked = 0;
        while (picked.Count < count && looked < shuffled.Length)
        {
            var next = shuffled[looked..Math.Min(shuffled.Length, looked + Math.Max(10, count - picked.Count))];
            looked += next.Length;
            var possible = next.GroupBy(p => p.Sources)
                .SelectMany(g => FaultyBuild.Possible(g.Key, [.. g.Select(p => p.Fault)], cancellationToken)).ToHashSet();
            picked.AddRange(next.Where(p => possible.Contains(p.Fault)));
        }

        return new Plan(seed, [.. picked.Take(count).Select((p, i) => p with { Number = i + 1 })], all.Count);
    }
}

/// <summary>A fault with its number and what it takes to try it.</summary>
internal sealed record Planned(int Number, Fault Fault, Target Target, ProjectSources Sources);
