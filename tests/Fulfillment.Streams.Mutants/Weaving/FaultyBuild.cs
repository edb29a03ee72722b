using System.Text;
using Fulfillment.Streams.Mutants.Faults;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulfillment.Streams.Mutants.Weaving;

/// <summary>Tells which faults compile, and builds an assembly that carries many of them.</summary>
internal static class FaultyBuild
{
    /// <summary>
    /// Those that compile behind their switch. One that does not is no fault a person could commit, or stands where no
    /// switch can: a part that declares a variable, for example.
    /// </summary>
    public static IReadOnlyList<Fault> Possible(ProjectSources project, IReadOnlyList<Fault> faults, CancellationToken cancellationToken)
    {
        var possible = faults.GroupBy(f => f.Place.SyntaxTree)
            .SelectMany(file => Possible(project, file.Key, [.. file.Where(f => !DeclaresTwice(f))], cancellationToken))
            .ToHashSet();
        return [.. faults.Where(possible.Contains)];
    }

    /// <summary>Writes the assembly with these faults.</summary>
    public static void Build(ProjectSources project, IEnumerable<(Fault Fault, int Number)> faults, string file, CancellationToken cancellationToken)
    {
        var compilation = project.Sound;
        foreach (var group in faults.GroupBy(f => f.Fault.Place.SyntaxTree))
        {
            compilation = compilation.ReplaceSyntaxTree(group.Key, Printed(group.Key, group, cancellationToken));
        }

        project.Emit(compilation, file, cancellationToken);
    }

    /// <summary>By halves: most faults compile, and each look at a file costs a tenth of a second.</summary>
    private static IEnumerable<Fault> Possible(ProjectSources project, SyntaxTree tree, Fault[] faults, CancellationToken cancellationToken) =>
        faults.Length == 0 || Compiles(project, tree, faults, cancellationToken) ? faults
        : faults.Length == 1 ? []
        : Possible(project, tree, faults[..(faults.Length / 2)], cancellationToken)
            .Concat(Possible(project, tree, faults[(faults.Length / 2)..], cancellationToken));

    /// <summary>A switch repeats the code it stands for, unless it only turns it round or leaves it out.</summary>
    private static bool DeclaresTwice(Fault fault) =>
        fault.Mistake is not null && fault.Place.DescendantNodes(n => n is not AnonymousFunctionExpressionSyntax).OfType<SingleVariableDesignationSyntax>().Any();

    private static bool Compiles(ProjectSources project, SyntaxTree tree, Fault[] faults, CancellationToken cancellationToken)
    {
        var woven = Printed(tree, faults.Select(f => (f, 1)), cancellationToken);
        return !project.Sound.ReplaceSyntaxTree(tree, woven).GetSemanticModel(woven).GetDiagnostics(cancellationToken: cancellationToken)
            .Any(d => d.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Printed and parsed again: what a syntax tree can hold is not always what its text means.</summary>
    private static SyntaxTree Printed(SyntaxTree tree, IEnumerable<(Fault Fault, int Number)> faults, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(
            Weaver.Weave(tree, faults).ToString(), (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8, cancellationToken);
}
