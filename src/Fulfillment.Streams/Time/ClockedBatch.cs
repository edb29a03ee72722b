namespace Fulfillment.Streams.Time;

/// <summary>
/// Some events that arrived together, in any order of event time, and the lane's clock after them. A notification carries
/// many events because Rx costs per notification, not per event.
/// </summary>
/// <param name="Events">The events; may be empty, when only the clock has moved. Readers must not keep it beyond the notification.</param>
/// <param name="Clock">No event before this is expected any more, unix milliseconds; <see cref="EventTime.None"/> while unknown.</param>
public readonly record struct ClockedBatch<T>(ReadOnlyMemory<T> Events, long Clock);
