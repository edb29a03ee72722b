namespace Fulfillment.Streams.State.Orders;

/// <summary>A moment at which a stage of an order may have ended, noted when an event brought it.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="EndedAt">Unix milliseconds on a whole second.</param>
internal readonly record struct PassedEnd(Stage Stage, long EndedAt);
