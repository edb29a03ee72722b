namespace Fulfillment.Streams.ClickHouse.Statements;

/// <summary>
/// Splits text into tokens where ClickHouse's own lexer does: nested <c>/* */</c>, <c>--</c>, <c>//</c>, <c># </c> and <c>#!</c>
/// comments, backslash escapes and doubled quotes, <c>$tag$</c> heredocs, typographic quotes. It never fails:
/// what is not closed runs to the end.
/// </summary>
public static class SqlLexer
{
    /// <summary>The tokens of <paramref name="sql"/> in order.</summary>
    public static IEnumerable<SqlToken> Tokens(string sql)
    {
        for (var at = 0; at < sql.Length;)
        {
            var gap = SkipGap(sql, at);
            if (gap > at)
            {
                at = gap;
                continue;
            }

            var token = Read(sql, at);
            yield return token;
            at = token.End;
        }
    }

    private static int SkipGap(string sql, int at)
    {
        var rest = sql.AsSpan(at);
        if (char.IsWhiteSpace(rest[0]) || rest[0] is '\uFEFF' or '\u200B')
        {
            return at + 1;
        }

        if (rest.StartsWith("--") || rest.StartsWith("//") || rest.StartsWith("# ") || rest.StartsWith("#!"))
        {
            var end = rest.IndexOf('\n');
            return end < 0 ? sql.Length : at + end + 1;
        }

        return rest.StartsWith("/*") ? SkipNestedComment(sql, at) : at;
    }

    private static int SkipNestedComment(string sql, int at)
    {
        var depth = 0;
        while (at < sql.Length)
        {
            var rest = sql.AsSpan(at);
            if (rest.StartsWith("/*"))
            {
                depth++;
                at += 2;
            }
            else if (rest.StartsWith("*/"))
            {
                at += 2;
                if (--depth == 0)
                {
                    return at;
                }
            }
            else
            {
                at++;
            }
        }

        return at;
    }

    private static SqlToken Read(string sql, int at) => sql[at] switch
    {
        '\'' => new(SqlTokenKind.Text, at, QuotedEnd(sql, at) - at),
        '`' or '"' => new(SqlTokenKind.QuotedName, at, QuotedEnd(sql, at) - at),
        '\u2018' => new(SqlTokenKind.Text, at, After(sql, at, '\u2019') - at),
        '\u201C' => new(SqlTokenKind.QuotedName, at, After(sql, at, '\u201D') - at),
        '$' when HeredocEnd(sql, at) is { } end => new(SqlTokenKind.Text, at, end - at),
        var c when char.IsAsciiDigit(c) => new(SqlTokenKind.Number, at, NumberEnd(sql, at) - at),
        var c when IsWord(c) => new(SqlTokenKind.Word, at, WordEnd(sql, at) - at),
        _ => new(SqlTokenKind.Symbol, at, 1),
    };

    private static int QuotedEnd(string sql, int start)
    {
        for (var at = start + 1; at < sql.Length; at++)
        {
            if (sql[at] == '\\')
            {
                at++;
            }
            else if (sql[at] == sql[start])
            {
                if (at + 1 == sql.Length || sql[at + 1] != sql[start])
                {
                    return at + 1;
                }

                at++; // a doubled quote is one quote
            }
        }

        return sql.Length;
    }

    private static int After(string sql, int start, char closing)
    {
        var end = sql.IndexOf(closing, start);
        return end < 0 ? sql.Length : end + 1;
    }

    private static int? HeredocEnd(string sql, int start)
    {
        var tagEnd = start + 1;
        while (tagEnd < sql.Length && IsWord(sql[tagEnd]) && sql[tagEnd] != '$')
        {
            tagEnd++;
        }

        if (tagEnd == sql.Length || sql[tagEnd] != '$')
        {
            return null;
        }

        var tag = sql.AsSpan(start, tagEnd + 1 - start);
        var close = sql.AsSpan(tagEnd + 1).IndexOf(tag);
        return close < 0 ? null : tagEnd + 1 + close + tag.Length;
    }

    // A word that follows a number directly is a token of its own: nothing hides behind a digit.
    private static int NumberEnd(string sql, int at)
    {
        while (at < sql.Length && (char.IsAsciiDigit(sql[at]) || sql[at] == '.'))
        {
            at++;
        }

        return at;
    }

    private static int WordEnd(string sql, int at)
    {
        while (at < sql.Length && IsWord(sql[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$';
}
