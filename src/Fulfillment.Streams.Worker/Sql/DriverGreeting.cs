using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.Worker.Sql;

/// <summary>
/// The first question of clickhouse-go, and so of Grafana. It decodes later Native answers by the revision told here; chDB
/// writes them without any protocol revision, so the answer must be 0.
/// </summary>
internal static class DriverGreeting
{
    private const string Greeting = "SELECT displayName ( ) , version ( ) , revision ( ) , timezone ( )";

    /// <summary><paramref name="sql"/>, with the revision replaced where it is that question.</summary>
    public static string Answerable(string sql) =>
        string.Join(' ', SqlLexer.Tokens(sql).Where(t => !t.Is(';', sql)).Select(t => sql.Substring(t.Start, t.Length))).Equals(Greeting, StringComparison.OrdinalIgnoreCase)
            ? "SELECT displayName(), version(), toUInt32(0) AS `revision()`, timezone()"
            : sql;
}
