using Fulfillment.Streams.Mutants.Faults;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulfillment.Streams.Mutants.Weaving;

/// <summary>
/// Writes many faults into a file at once, each behind a switch that is off unless the process was started with its
/// number, so that one compilation serves them all (mutation schemata: Untch, Offutt and Harrold 1993).
/// </summary>
internal sealed class Weaver : CSharpSyntaxRewriter
{
    private readonly ILookup<SyntaxNode, (Fault Fault, int Number)> _faults;

    private Weaver(IEnumerable<(Fault Fault, int Number)> faults) => _faults = faults.ToLookup(f => f.Fault.Place);

    /// <summary>The tree with the faults in it; <paramref name="faults"/> must be of this tree.</summary>
    public static SyntaxTree Weave(SyntaxTree tree, IEnumerable<(Fault Fault, int Number)> faults) =>
        tree.WithRootAndOptions(new Weaver(faults).Visit(tree.GetRoot())!, tree.Options);

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        var visited = base.Visit(node);
        if (node is not null && visited is not null)
        {
            foreach (var (fault, number) in _faults[node])
            {
                visited = Switched(fault, number, visited);
            }
        }

        return visited;
    }

    private static SyntaxNode Switched(Fault fault, int number, SyntaxNode sound)
    {
        var isOn = $"global::{FaultSwitch.Name}.Is({number})";
        SyntaxNode switched = fault.Kind switch
        {
            // In braces of its own: an "else" may follow, and it must not become this one's.
            FaultKind.Statement => SyntaxFactory.Block(SyntaxFactory.IfStatement(
                SyntaxFactory.ParseExpression("!" + isOn), SyntaxFactory.Block((StatementSyntax)sound.WithoutTrivia()))),
            FaultKind.Negation => SyntaxFactory.ParenthesizedExpression(SyntaxFactory.BinaryExpression(
                SyntaxKind.ExclusiveOrExpression, SyntaxFactory.ParseExpression(isOn), Parenthesized(sound))),
            _ => SyntaxFactory.ParenthesizedExpression(SyntaxFactory.ConditionalExpression(
                SyntaxFactory.ParseExpression(isOn), Parenthesized(fault.Mistake!), Parenthesized(sound))),
        };
        return AsStatement(fault.Place, switched).NormalizeWhitespace().WithTriviaFrom(sound);
    }

    /// <summary>A choice is no statement by itself, but assigning it to nothing is.</summary>
    private static SyntaxNode AsStatement(SyntaxNode place, SyntaxNode switched)
    {
        var standsAlone = place.Parent is ExpressionStatementSyntax
            || (place.Parent is ForStatementSyntax loop && loop.Incrementors.Any(i => i == place));
        return standsAlone
            ? SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression, SyntaxFactory.IdentifierName("_"), (ExpressionSyntax)switched)
            : switched;
    }

    private static ParenthesizedExpressionSyntax Parenthesized(SyntaxNode node) =>
        SyntaxFactory.ParenthesizedExpression((ExpressionSyntax)node.WithoutTrivia());
}
