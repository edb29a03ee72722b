using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace Fulfillment.Streams.Mutants.Faults;

/// <summary>What can be got wrong in one node.</summary>
internal static class Mistakes
{
    private static readonly Dictionary<SyntaxKind, (SyntaxKind Other, FaultKind Kind)> Operators = new()
    {
        [LessThanToken] = (LessThanEqualsToken, FaultKind.Boundary),
        [LessThanEqualsToken] = (LessThanToken, FaultKind.Boundary),
        [GreaterThanToken] = (GreaterThanEqualsToken, FaultKind.Boundary),
        [GreaterThanEqualsToken] = (GreaterThanToken, FaultKind.Boundary),
        [PlusToken] = (MinusToken, FaultKind.Arithmetic),
        [MinusToken] = (PlusToken, FaultKind.Arithmetic),
        [AsteriskToken] = (SlashToken, FaultKind.Arithmetic),
        [SlashToken] = (AsteriskToken, FaultKind.Arithmetic),
        [LessThanLessThanToken] = (GreaterThanGreaterThanToken, FaultKind.Arithmetic),
        [GreaterThanGreaterThanToken] = (LessThanLessThanToken, FaultKind.Arithmetic),
        [PlusEqualsToken] = (MinusEqualsToken, FaultKind.Arithmetic),
        [MinusEqualsToken] = (PlusEqualsToken, FaultKind.Arithmetic),
        [PlusPlusToken] = (MinusMinusToken, FaultKind.Arithmetic),
        [MinusMinusToken] = (PlusPlusToken, FaultKind.Arithmetic),
        [AmpersandAmpersandToken] = (BarBarToken, FaultKind.Logic),
        [BarBarToken] = (AmpersandAmpersandToken, FaultKind.Logic),
        [AmpersandEqualsToken] = (BarEqualsToken, FaultKind.Logic),
        [BarEqualsToken] = (AmpersandEqualsToken, FaultKind.Logic),
    };

    private static readonly Dictionary<string, string> Extremes = new()
    {
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["MinBy"] = "MaxBy",
        ["MaxBy"] = "MinBy",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Skip"] = "Take",
        ["Take"] = "Skip",
        ["Floor"] = "Ceiling",
        ["Ceiling"] = "Floor",
        ["Any"] = "All",
        ["All"] = "Any",
    };

    public static IEnumerable<(FaultKind Kind, SyntaxNode? Mistake)> In(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax binary => [.. Swapped(binary.OperatorToken, token => Binary(binary, token)), .. Condition(node)],
        AssignmentExpressionSyntax assignment => Swapped(assignment.OperatorToken, token => Assignment(assignment, token)),
        PostfixUnaryExpressionSyntax postfix => Swapped(postfix.OperatorToken, token => Postfix(postfix, token)),
        PrefixUnaryExpressionSyntax prefix when prefix.IsKind(UnaryMinusExpression) => [(FaultKind.Sign, prefix.Operand.WithoutTrivia())],
        PrefixUnaryExpressionSyntax prefix when prefix.IsKind(LogicalNotExpression) => [(FaultKind.Negation, null)],
        PrefixUnaryExpressionSyntax prefix => Swapped(prefix.OperatorToken, token => Prefix(prefix, token)),
        LiteralExpressionSyntax literal => Literal(literal),
        InvocationExpressionSyntax call => [.. Extreme(call), .. Condition(node)],
        ExpressionSyntax => Condition(node),
        StatementSyntax statement when CanGo(statement) => [(FaultKind.Statement, null)],
        _ => [],
    };

    private static IEnumerable<(FaultKind, SyntaxNode?)> Swapped(SyntaxToken token, Func<SyntaxToken, SyntaxNode> with) =>
        Operators.TryGetValue(token.Kind(), out var other) ? [(other.Kind, with(SyntaxFactory.Token(other.Other).WithTriviaFrom(token)))] : [];

    private static BinaryExpressionSyntax Binary(BinaryExpressionSyntax node, SyntaxToken token) =>
        SyntaxFactory.BinaryExpression(SyntaxFacts.GetBinaryExpression(token.Kind()), node.Left, token, node.Right);

    private static AssignmentExpressionSyntax Assignment(AssignmentExpressionSyntax node, SyntaxToken token) =>
        SyntaxFactory.AssignmentExpression(SyntaxFacts.GetAssignmentExpression(token.Kind()), node.Left, token, node.Right);

    private static PostfixUnaryExpressionSyntax Postfix(PostfixUnaryExpressionSyntax node, SyntaxToken token) =>
        SyntaxFactory.PostfixUnaryExpression(SyntaxFacts.GetPostfixUnaryExpression(token.Kind()), node.Operand, token);

    private static PrefixUnaryExpressionSyntax Prefix(PrefixUnaryExpressionSyntax node, SyntaxToken token) =>
        SyntaxFactory.PrefixUnaryExpression(SyntaxFacts.GetPrefixUnaryExpression(token.Kind()), token, node.Operand);

    /// <summary>
    /// Equalities are turned round wherever they stand, other expressions where they decide something. An ordering is too,
    /// beside its boundary; "and" and "or" are not: their parts are.
    /// </summary>
    private static IEnumerable<(FaultKind, SyntaxNode?)> Condition(SyntaxNode node)
    {
        var isEquality = node.IsKind(EqualsExpression) || node.IsKind(NotEqualsExpression);
        var decides = node.Parent switch
        {
            IfStatementSyntax statement => statement.Condition == node,
            WhileStatementSyntax loop => loop.Condition == node,
            ForStatementSyntax loop => loop.Condition == node,
            ConditionalExpressionSyntax choice => choice.Condition == node,
            BinaryExpressionSyntax binary => binary.IsKind(LogicalAndExpression) || binary.IsKind(LogicalOrExpression),
            _ => false,
        };
        var isCompound = node.IsKind(LogicalAndExpression) || node.IsKind(LogicalOrExpression) || node.IsKind(ParenthesizedExpression);
        return isEquality || (decides && !isCompound) ? [(FaultKind.Negation, null)] : [];
    }

    private static IEnumerable<(FaultKind, SyntaxNode?)> Literal(LiteralExpressionSyntax literal) => literal.Kind() switch
    {
        _ when IsAwaitsContext(literal) => [],
        TrueLiteralExpression => [(FaultKind.Truth, SyntaxFactory.LiteralExpression(FalseLiteralExpression))],
        FalseLiteralExpression => [(FaultKind.Truth, SyntaxFactory.LiteralExpression(TrueLiteralExpression))],
        NumericLiteralExpression => [(FaultKind.OffByOne, SyntaxFactory.ParseExpression($"{literal.Token.Text} + 1"))],
        _ => [],
    };

    /// <summary>The argument of ConfigureAwait, which changes nothing in a program that has no contexts to come back to.</summary>
    private static bool IsAwaitsContext(LiteralExpressionSyntax literal) =>
        literal.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ConfigureAwait" } };

    private static IEnumerable<(FaultKind, SyntaxNode?)> Extreme(InvocationExpressionSyntax call)
    {
        if (call.Expression is MemberAccessExpressionSyntax member && Extremes.TryGetValue(member.Name.Identifier.Text, out var other))
        {
            var name = SyntaxFactory.IdentifierName(other);
            return [(FaultKind.Extreme, call.WithExpression(member.WithName(name)).WithoutTrivia())];
        }

        return [];
    }

    private static bool CanGo(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax or YieldStatementSyntax or ThrowStatementSyntax => true,
        ReturnStatementSyntax => true,
        _ => false,
    };
}
