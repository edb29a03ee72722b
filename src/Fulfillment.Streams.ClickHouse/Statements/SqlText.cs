namespace Fulfillment.Streams.ClickHouse.Statements;

/// <summary>Values as SQL text.</summary>
public static class SqlText
{
    /// <summary>A string literal.</summary>
    public static string Quote(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
