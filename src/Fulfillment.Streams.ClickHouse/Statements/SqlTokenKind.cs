namespace Fulfillment.Streams.ClickHouse.Statements;

/// <summary>What a piece of SQL text is.</summary>
public enum SqlTokenKind
{
    /// <summary>A bare word: keyword, name or function.</summary>
    Word,

    /// <summary>A name in backquotes, double quotes or typographic double quotes.</summary>
    QuotedName,

    /// <summary>A literal in quotes, or a heredoc.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Any other single character.</summary>
    Symbol,
}
