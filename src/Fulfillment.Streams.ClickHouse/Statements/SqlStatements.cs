namespace Fulfillment.Streams.ClickHouse.Statements;

/// <summary>Questions about statements that need their tokens only.</summary>
public static class SqlStatements
{
    /// <summary>The statements of a script, without their semicolons; empty ones and comments between them are left out.</summary>
    public static IEnumerable<string> Split(string script)
    {
        var start = -1;
        var end = 0;
        foreach (var token in SqlLexer.Tokens(script))
        {
            if (!token.Is(';', script))
            {
                start = start < 0 ? token.Start : start;
                end = token.End;
            }
            else if (start >= 0)
            {
                yield return script[start..end];
                start = -1;
            }
        }

        if (start >= 0)
        {
            yield return script[start..end];
        }
    }

    /// <summary>
    /// The format a query names itself: the word after the last <c>FORMAT</c> outside parentheses, where only
    /// <c>SETTINGS</c> or the end follows. Null where it names none.
    /// </summary>
    public static string? FormatOf(string sql) => FormatClause(sql) is { } clause ? clause.Name.In(sql).ToString() : null;

    /// <summary>The text without its own <c>FORMAT</c> clause and final semicolons, fit to stand in parentheses.</summary>
    public static string WithoutFormat(string sql)
    {
        var bare = FormatClause(sql) is { } clause ? sql.Remove(clause.Keyword.Start, clause.Name.End - clause.Keyword.Start) : sql;
        return Split(bare).FirstOrDefault() ?? string.Empty;
    }

    private static (SqlToken Keyword, SqlToken Name)? FormatClause(string sql)
    {
        var tokens = SqlLexer.Tokens(sql).Where(t => !t.Is(';', sql)).ToArray();
        for (var index = tokens.Length - 2; index > 0; index--)
        {
            if (tokens[index].Is("FORMAT", sql)
                && tokens[index + 1].Kind == SqlTokenKind.Word
                && (index + 2 == tokens.Length || tokens[index + 2].Is("SETTINGS", sql)))
            {
                return (tokens[index], tokens[index + 1]);
            }
        }

        return null;
    }
}
