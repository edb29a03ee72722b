namespace Fulfillment.Streams.Sink;

/// <summary>A base table and the columns that rows for it are written in, in that order.</summary>
/// <param name="Table">Table name inside the database.</param>
/// <param name="Columns">Column names, separated by a comma and a space.</param>
public sealed record TableColumns(string Table, string Columns);
