using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>A <see cref="Stamp"/> whose event id is one of the order's texts.</summary>
/// <param name="Time">Event time, Unix milliseconds.</param>
/// <param name="EventId">In the order's text.</param>
internal readonly record struct OrderStamp(long Time, Utf8Slice EventId);
