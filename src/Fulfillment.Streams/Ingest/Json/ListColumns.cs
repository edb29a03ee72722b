using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Where the elements of an array go.</summary>
/// <param name="Items">The columns of the elements.</param>
/// <param name="Start">First element of a row.</param>
/// <param name="Count">Number of elements of a row; −1 where absent.</param>
internal readonly record struct ListColumns<TItems>(TItems Items, Column<int> Start, Column<int> Count)
    where TItems : Columns;
