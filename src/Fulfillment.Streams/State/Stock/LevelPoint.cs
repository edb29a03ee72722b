namespace Fulfillment.Streams.State.Stock;

/// <summary>A stock level from a moment on, until the next point of the same warehouse.</summary>
/// <param name="Time">Unix milliseconds.</param>
/// <param name="Rank">Decides between two levels of the same moment; a hash of the event id.</param>
/// <param name="OnHand">Units; negative where oversold.</param>
internal readonly record struct LevelPoint(long Time, ulong Rank, long OnHand);
