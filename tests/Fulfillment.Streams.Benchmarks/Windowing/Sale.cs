namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>An order line as the decoder leaves it, its SKU a number already.</summary>
/// <param name="Sku">Which product.</param>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Units">How many.</param>
internal readonly record struct Sale(int Sku, long Time, long Units);
