namespace Fulfillment.Streams.ClickHouse.Statements;

/// <summary>One token; comments and white space are none.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Characters, quotes included.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    /// <summary>Index of the first character after it.</summary>
    public int End => Start + Length;

    /// <summary>Its characters in the text it was read from.</summary>
    public ReadOnlySpan<char> In(string sql) => sql.AsSpan(Start, Length);

    /// <summary>Whether it is the bare word <paramref name="keyword"/> in any case.</summary>
    public bool Is(string keyword, string sql) => Kind == SqlTokenKind.Word && In(sql).Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is the symbol <paramref name="symbol"/>.</summary>
    public bool Is(char symbol, string sql) => Kind == SqlTokenKind.Symbol && sql[Start] == symbol;
}
