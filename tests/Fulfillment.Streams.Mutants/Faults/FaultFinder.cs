using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fulfillment.Streams.Mutants.Faults;

/// <summary>Lists every fault that could be seeded into one file, in the order of the text.</summary>
internal sealed class FaultFinder : CSharpSyntaxWalker
{
    private readonly string _file;
    private readonly List<Fault> _found = [];

    private FaultFinder(string file) => _file = file;

    public static IReadOnlyList<Fault> Find(SyntaxTree tree, string file)
    {
        var finder = new FaultFinder(file);
        finder.Visit(tree.GetRoot());
        return finder._found;
    }

    public override void Visit(SyntaxNode? node)
    {
        if (node is null || IsConstant(node))
        {
            return;
        }

        foreach (var (kind, mistake) in Mistakes.In(node))
        {
            _found.Add(new Fault(kind, node, mistake, _file));
        }

        base.Visit(node);
    }

    /// <summary>Where the language wants a constant, no switch can stand.</summary>
    private static bool IsConstant(SyntaxNode node) => node switch
    {
        AttributeListSyntax or PatternSyntax or SwitchLabelSyntax or EnumMemberDeclarationSyntax => true,
        FieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.ConstKeyword),
        LocalDeclarationStatementSyntax local => local.IsConst,
        EqualsValueClauseSyntax value => value.Parent is ParameterSyntax,
        _ => false,
    };
}
