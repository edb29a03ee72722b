using System.Collections.Frozen;
using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// Which answers chDB may produce block by block: selections, in formats where a block's text is the same whether it comes
/// alone or not. Other formats write a header or footer, which chDB would repeat with every block.
/// </summary>
internal static class BlockwiseAnswers
{
    private static readonly FrozenSet<string> Formats = FrozenSet.ToFrozenSet(
        [
            "TabSeparated", "TSV", "TabSeparatedRaw", "TSVRaw", "Raw", "CSV", "TSKV", "JSONEachRow", "JSONLines", "NDJSON", "JSONL",
            "JSONCompactEachRow", "JSONStringsEachRow", "JSONCompactStringsEachRow", "RowBinary", "RawBLOB", "Native",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the answer to <paramref name="query"/> is one of them.</summary>
    public static bool Allow(ClickHouseQuery query)
    {
        var first = SqlLexer.Tokens(query.Sql).FirstOrDefault();
        return (first.Is("SELECT", query.Sql) || first.Is("WITH", query.Sql) || (first.Length > 0 && first.Is('(', query.Sql)))
            && Formats.Contains(SqlStatements.FormatOf(query.Sql) ?? query.Format);
    }
}
