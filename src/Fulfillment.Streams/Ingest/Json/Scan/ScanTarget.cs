using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>Where the scanner puts a field's values.</summary>
/// <param name="Column">The column, or for an array that of its elements' text; null for an array of objects.</param>
/// <param name="Items">For an array: the columns of its elements.</param>
/// <param name="Start">For an array: first element of a row.</param>
/// <param name="Count">For an array: number of elements of a row.</param>
/// <param name="Elements">For an array of objects: scans one.</param>
internal sealed record ScanTarget(
    object? Column, Columns? Items = null, Column<int>? Start = null, Column<int>? Count = null, ObjectScanner? Elements = null);
