namespace Fulfillment.Streams.ClickHouse;

/// <summary>A query as ClickHouse's HTTP interface understands it.</summary>
/// <param name="Sql">The statement; may carry its own <c>FORMAT</c>, which wins.</param>
/// <param name="Format">Any ClickHouse output format.</param>
public sealed record ClickHouseQuery(string Sql, string Format = "TabSeparated")
{
    /// <summary>Values for <c>{name:Type}</c> placeholders, as ClickHouse text.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Settings for this query only, such as <c>max_execution_time</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether statements that write or read outside the database are refused.</summary>
    public bool ReadOnly { get; init; } = true;
}
