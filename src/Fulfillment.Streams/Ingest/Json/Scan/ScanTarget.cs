using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest.Protobuf;

namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>Where a field's values go.</summary>
/// <param name="Column">The column, or for an array that of its elements' text; null for an array of objects.</param>
/// <param name="Items">For an array: the columns of its elements.</param>
/// <param name="Start">For an array: first element of a row.</param>
/// <param name="Count">For an array: number of elements of a row.</param>
/// <param name="Elements">For an array of objects: scans one.</param>
/// <param name="Messages">For the same: reads one that is a message.</param>
internal sealed record ScanTarget(
    object? Column,
    Columns? Items = null,
    Column<int>? Start = null,
    Column<int>? Count = null,
    ObjectScanner? Elements = null,
    MessageReader? Messages = null);
