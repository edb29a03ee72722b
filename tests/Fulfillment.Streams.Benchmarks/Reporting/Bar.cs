namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>Something that is measured, and how good it must be.</summary>
/// <param name="Id">B1 to B10.</param>
/// <param name="What">What is measured.</param>
/// <param name="Target">What must be reached. A bar is never lowered here to meet it: a line says what was reached.</param>
internal sealed record Bar(string Id, string What, string Target)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Bar> All { get; } =
    [
        new("B1", "decode orders, scans and ads, one core", "≥ 3× System.Text.Json, ≥ 2× Utf8JsonReader; aim 1 GB/s"),
        new("B2", "windows: SKU × minute, hour, day, one core", "≥ 100× naive Rx; aim 20 M events/s"),
        new("B3", "file → all analytics → ClickHouse", "≥ 1 M events/s, ≥ 3× ClickHouse from the same file"),
        new("B4", "Kafka → all analytics → ClickHouse", "≥ 70 % of consuming and counting"),
        new("B5", "the same against ClickHouse's Kafka engine", "≥ 5× events/s, and fresher"),
        new("B6", "event → visible, at half of the maximum rate", "p50 ≤ 0.5 s, p95 ≤ 1 s, p99 ≤ 2 s"),
        new("B7", "memory, 1 M open orders and 50 k SKUs", "≤ 200 B an order, ≤ 4 KB a SKU with 90 days"),
        new("B8", "cost per event, 10², 10⁴, 10⁶ keys", "at 10⁶ ≤ 2× that at 10⁴"),
        new("B9", "allocation in steady state", "0 bytes an event"),
        new("B10", "snapshot of 1 M orders", "pause ≤ 50 ms, restore ≤ 5 s"),
    ];

    /// <summary>The bar of an id.</summary>
    public static Bar Of(string id) => All.FirstOrDefault(b => b.Id == id)
        ?? throw new ArgumentException($"There is no {id}: add it to {nameof(Bar)}.{nameof(All)}.", nameof(id));
}
