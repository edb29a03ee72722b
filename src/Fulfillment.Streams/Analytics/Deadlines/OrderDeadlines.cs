namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>The estimated deadlines of one order; each is the last second that is still on time.</summary>
/// <param name="DispatchMs">Hand-over to the carrier, Unix milliseconds.</param>
/// <param name="AutoCancelMs">The platform cancels what is not handed over by then, Unix milliseconds.</param>
/// <param name="DeliverByMs">Delivery, Unix milliseconds.</param>
public readonly record struct OrderDeadlines(long DispatchMs, long AutoCancelMs, long DeliverByMs);
