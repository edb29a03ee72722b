namespace Fulfillment.Streams.Worker.Sql;

/// <summary>Media types of ClickHouse's formats, as its server sends them.</summary>
internal static class ContentTypes
{
    /// <summary>The media type of <paramref name="format"/>; plain text or bytes where it has none of its own.</summary>
    public static string Of(string format)
    {
        bool Begins(string prefix) => format.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
        return format switch
        {
            _ when format.Contains("EachRow", StringComparison.OrdinalIgnoreCase) || Begins("JSONL") || Begins("NDJSON") => "application/x-ndjson; charset=UTF-8",
            _ when Begins("JSON") => "application/json; charset=UTF-8",
            _ when Begins("CSVWithNames") => "text/csv; charset=UTF-8; header=present",
            _ when Begins("CSV") => "text/csv; charset=UTF-8; header=absent",
            _ when Begins("TSV") || Begins("TabSeparated") => "text/tab-separated-values; charset=UTF-8",
            _ when Begins("XML") => "application/xml; charset=UTF-8",
            _ when Begins("Pretty") || Begins("Vertical") || Begins("Markdown") || Begins("Values") || Begins("TSKV") => "text/plain; charset=UTF-8",
            _ => "application/octet-stream",
        };
    }
}
