using Fulfillment.Streams.Mutants.Faults;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulfillment.Streams.Mutants.Trials;

/// <summary>Tries faults: the tests that reach a fault's place run with it on, the quickest first, until one fails.</summary>
internal static class Trial
{
    /// <summary>Tries all faults of one target, <paramref name="atOnce"/> at a time, and tells each verdict as it comes.</summary>
    public static async Task Run(
        BuiltTree tree, Target target, IReadOnlyList<Planned> faults, int atOnce, Action<Planned, Verdict> tell, CancellationToken cancellationToken)
    {
        using var folder = TestFolder.Build(tree, target, faults, cancellationToken);
        var traced = await HostProcess.Trace(folder.Library, faults.Max(f => f.Number), target.Namespaces, cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            faults,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            async (fault, token) =>
            {
                var tests = traced.Where(t => RunsOnce(fault.Fault) || t.Reached.Contains(fault.Number)).OrderBy(t => t.Seconds).ToArray();
                var verdict = tests.Length == 0
                    ? new Verdict(null, "no test goes there", TimeSpan.Zero)
                    : await HostProcess.Try(folder.Library, fault.Number, tests, token).ConfigureAwait(false);
                lock (folder)
                {
                    tell(fault, verdict);
                }
            }).ConfigureAwait(false);
    }

    /// <summary>What a static field starts with is computed in whichever test comes first, so the trace says nothing about it.</summary>
    private static bool RunsOnce(Fault fault) => fault.Place.Ancestors().OfType<MemberDeclarationSyntax>().First() switch
    {
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword),
        PropertyDeclarationSyntax property => property.Initializer is not null && property.Modifiers.Any(SyntaxKind.StaticKeyword),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
