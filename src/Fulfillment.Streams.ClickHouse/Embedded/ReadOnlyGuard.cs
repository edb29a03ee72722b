using System.Collections.Frozen;
using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// Refuses what a read-only chDB session would still run: scalar <c>file()</c> reads any file, <c>KILL QUERY</c> and
/// <c>INTO OUTFILE</c> work, <c>DESCRIBE url(…)</c> reaches out. The session's own <c>readonly=1</c> is the first layer,
/// chDB's classification of the statement the second, names of functions the third.
/// </summary>
internal static class ReadOnlyGuard
{
    private const int Readonly = 164;
    private const int SyntaxError = 62;

    /// <summary>Functions that touch files when merely named: <c>arrayMap(file, …)</c> and <c>* APPLY file</c> call them.</summary>
    private static readonly FrozenSet<string> Outside = FrozenSet.ToFrozenSet(["file", "catboostEvaluate"], StringComparer.Ordinal);

    private static readonly string[] Beginnings = ["SELECT", "WITH", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS", "CHECK"];

    /// <summary>Table functions that reach files, other servers or other programs.</summary>
    private static readonly FrozenSet<string> Sources = FrozenSet.ToFrozenSet(
        [
            "arrowstream", "azureBlobStorage", "azureBlobStorageCluster", "cluster", "clusterAllReplicas", "cosn", "deltaLake", "deltaLakeAzure",
            "deltaLakeAzureCluster", "deltaLakeCluster", "deltaLakeLocal", "deltaLakeS3", "deltaLakeS3Cluster", "eval", "executable",
            "fileCluster", "filesystem", "gcs", "hdfs", "hdfsCluster", "hudi", "hudiCluster", "iceberg", "icebergAzure", "icebergAzureCluster",
            "icebergCluster", "icebergHDFS", "icebergHDFSCluster", "icebergLocal", "icebergLocalCluster", "icebergS3", "icebergS3Cluster",
            "jdbc", "mongodb", "mysql", "odbc", "oss", "paimon", "paimonAzure", "paimonAzureCluster", "paimonCluster", "paimonHDFS",
            "paimonHDFSCluster", "paimonLocal", "paimonS3", "paimonS3Cluster", "postgresql", "python", "redis", "remote", "remoteSecure",
            "s3", "s3Cluster", "sqlite", "url", "urlCluster", "ytsaurus",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws unless <paramref name="query"/> is one statement that only reads, and only what the database holds.</summary>
    public static void Check(ChdbConnection connection, ClickHouseQuery query)
    {
        CheckClass(connection.Classify(query.Sql), query.Sql);
        CheckNames(query);
    }

    private static void CheckClass(StatementAnalysis analysis, string sql)
    {
        if (analysis is { Class: StatementClass.Unknown, StatementCount: 0 } && LooksReadOnly(sql))
        {
            return; // it does not parse: running it on a read-only session gives the precise complaint
        }

        if (analysis.StatementCount > 1)
        {
            throw new ClickHouseException(SyntaxError, $"Code: {SyntaxError}. DB::Exception: Multi-statements are not allowed. (SYNTAX_ERROR)");
        }

        if (analysis.Class is not StatementClass.ReadOnly)
        {
            throw Refusal("statements that change or control anything");
        }
    }

    private static bool LooksReadOnly(string sql)
    {
        var tokens = SqlLexer.Tokens(sql).ToArray();
        return tokens.Length == 0 || (Beginnings.Any(word => tokens[0].Is(word, sql)) && !tokens.Any(t => t.Is("OUTFILE", sql)));
    }

    private static void CheckNames(ClickHouseQuery query)
    {
        var sql = query.Sql;
        var tokens = SqlLexer.Tokens(sql).ToArray();
        for (var index = 0; index < tokens.Length; index++)
        {
            if (tokens[index].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName))
            {
                continue;
            }

            var name = tokens[index].Kind is SqlTokenKind.Word ? tokens[index].In(sql).ToString() : tokens[index].In(sql)[1..].TrimEnd("`\"\u201D").ToString();
            if (Outside.Contains(name) || (Sources.Contains(name) && index + 1 < tokens.Length && tokens[index + 1].Is('(', sql)))
            {
                throw Refusal($"the function {name}, which reads outside the database");
            }

            if (tokens[index].Kind is SqlTokenKind.QuotedName && name.Contains('\\'))
            {
                throw Refusal("escapes inside quoted names, which could hide a function's name");
            }
        }

        if (query.Parameters.Values.FirstOrDefault(Outside.Contains) is { } hidden && tokens.Any(t => t.Is("Identifier", sql)))
        {
            throw Refusal($"the function {hidden}, which reads outside the database");
        }
    }

    private static ClickHouseException Refusal(string what) =>
        new(Readonly, $"Code: {Readonly}. DB::Exception: This interface is read-only and refuses {what}. (READONLY)");
}
