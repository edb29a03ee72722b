using System.CommandLine;
using Fulfillment.Streams.Mutants.Trials;

namespace Fulfillment.Streams.Mutants;

/// <summary>Draws faults, tries them and reports; exit code 1 where fewer were killed than asked for.</summary>
internal static class MutateCommand
{
    public static RootCommand Create()
    {
        var root = new Option<string>("--root") { Description = "The repository, its tests built in Release.", DefaultValueFactory = _ => "." };
        var count = new Option<int>("--count") { Description = "Number of faults.", DefaultValueFactory = _ => 200 };
        var seed = new Option<int>("--seed") { Description = "Which faults: the same seed and sources give the same.", DefaultValueFactory = _ => 1 };
        var only = new Option<string>("--only") { Description = "Only in files whose path begins so.", DefaultValueFactory = _ => "" };
        var least = new Option<double>("--least") { Description = "Percentage to be killed.", DefaultValueFactory = _ => 85 };
        var configuration = new Option<string>("--configuration") { Description = "The one the tests were built in.", DefaultValueFactory = _ => "Release" };
        var tests = new Option<string>("--tests") { Description = "Only tests of these namespaces, for example Windows,Time; all that belong to the files where not given.", DefaultValueFactory = _ => "" };
        var atOnce = new Option<int>("--at-once") { Description = "Test processes at the same time.", DefaultValueFactory = _ => 2 };
        var result = new Option<string>("--result") { Description = "Where the result goes as JSON, below the root.", DefaultValueFactory = _ => "artifacts/chaos/mutants.json" };
        var command = new RootCommand("Seeds faults into windows, clock, state merges and sink, and shows which the tests find.") { root, count, seed, only, least, tests, configuration, atOnce, result };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var build = new BuiltTree(Path.GetFullPath(parsed.GetValue(root)!), parsed.GetValue(configuration)!);
            var plan = await Plan.Draw(build, parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(only)!, cancellationToken).ConfigureAwait(false);
            var namespaces = parsed.GetValue(tests)!.Split(',', StringSplitOptions.RemoveEmptyEntries);
            var outcome = await Run(build, plan, namespaces, parsed.GetValue(atOnce), Console.Out, cancellationToken).ConfigureAwait(false);
            outcome.Save(Path.Combine(build.Root, parsed.GetValue(result)!));
            outcome.Print(Console.Out);
            return outcome.PercentKilled >= parsed.GetValue(least) ? 0 : 1;
        });
        return command;
    }

    private static async Task<MutationResult> Run(
        BuiltTree tree, Plan plan, string[] namespaces, int atOnce, TextWriter progress, CancellationToken cancellationToken)
    {
        var outcomes = new List<(Planned Planned, Verdict Verdict)>();
        foreach (var group in plan.Faults.GroupBy(f => f.Target))
        {
            var target = namespaces.Length == 0 ? group.Key : group.Key with { Namespaces = namespaces };
            await Trial.Run(
                tree, target, [.. group], atOnce,
                (fault, verdict) =>
                {
                    outcomes.Add((fault, verdict));
                    progress.WriteLine($"  {outcomes.Count}/{plan.Faults.Count} {MutationResult.Describe(fault)}: {verdict}");
                },
                cancellationToken).ConfigureAwait(false);
        }

        return new MutationResult(plan.Seed, plan.Possible, [.. outcomes.OrderBy(o => o.Planned.Number)]);
    }
}
