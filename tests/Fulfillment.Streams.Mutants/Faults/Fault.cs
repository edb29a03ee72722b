using Microsoft.CodeAnalysis;

namespace Fulfillment.Streams.Mutants.Faults;

/// <summary>One small mistake that a person might make at one place of the sources.</summary>
/// <param name="Place">The node it is made in; of the tree of <paramref name="File"/>.</param>
/// <param name="Mistake">What stands there instead; null where a statement is left out or a condition turned round.</param>
/// <param name="File">Path relative to the root, with forward slashes.</param>
internal sealed record Fault(FaultKind Kind, SyntaxNode Place, SyntaxNode? Mistake, string File)
{
    /// <summary>1 for the first line.</summary>
    public int Line => Place.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>The code as it is, on one line.</summary>
    public string Before => OneLine(Place);

    /// <summary>The code with the mistake, on one line.</summary>
    public string After => Kind switch
    {
        FaultKind.Statement => "(left out)",
        FaultKind.Negation => $"!({Before})",
        _ => OneLine(Mistake!),
    };

    private static string OneLine(SyntaxNode node) => string.Join(' ', node.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
