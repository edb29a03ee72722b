namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>What the deadlines of an order follow from.</summary>
/// <param name="CreatedMs">When the order was created, Unix milliseconds.</param>
/// <param name="Type">The order's type.</param>
/// <param name="HandlingDays">
/// Business days the seller asked for; null counts as the shortest the policy allows for the type. Below 0 counts as 0,
/// above 366 as 366. Read only where the policy's rule mentions handling.
/// </param>
/// <param name="ReleaseMs">
/// When a pre-order is released, Unix milliseconds; null, or a release before the order, counts as the order's creation.
/// </param>
public readonly record struct OrderPromise(long CreatedMs, OrderType Type, int? HandlingDays = null, long? ReleaseMs = null);
