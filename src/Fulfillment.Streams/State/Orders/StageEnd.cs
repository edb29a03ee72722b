namespace Fulfillment.Streams.State.Orders;

/// <summary>One parcel's stage that has ended.</summary>
/// <param name="Stage">Which stage.</param>
/// <param name="EndedAt">When, Unix milliseconds on a whole second.</param>
/// <param name="Seconds">How long it lasted; 0 where clocks disagree and the end precedes the start.</param>
/// <param name="Promise">Whether the promise was kept.</param>
internal readonly record struct StageEnd(Stage Stage, long EndedAt, int Seconds, Promise Promise);
