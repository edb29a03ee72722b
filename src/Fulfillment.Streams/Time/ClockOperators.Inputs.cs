using System.Reactive.Linq;

namespace Fulfillment.Streams.Time;

public static partial class ClockOperators
{
    /// <summary>
    /// Adds the clock of a <see cref="WatermarkTracker"/> to batches of several inputs: the least watermark of those that
    /// are not idle. An input that is not among <paramref name="inputs"/> counts from its first batch on.
    /// </summary>
    /// <param name="source">The batches. Idleness is judged when one comes, so a source that may go silent sends empty ones.</param>
    /// <param name="time">An event's time, unix milliseconds.</param>
    /// <param name="options">Out-of-orderness and idle timeout.</param>
    /// <param name="wallTime">Where silence is measured.</param>
    /// <param name="inputs">The inputs that hold the clock back until they deliver or are idle.</param>
    /// <exception cref="ArgumentException">An argument is null or out of bounds; thrown by the call.</exception>
    public static IObservable<ClockedBatch<T>> WithClock<T>(
        this IObservable<InputBatch<T>> source,
        Func<T, long> time,
        WatermarkOptions options,
        TimeProvider wallTime,
        params IReadOnlyCollection<InputId> inputs)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(wallTime);
        ArgumentNullException.ThrowIfNull(inputs);
        options.Validate();
        return Observable.Defer(() =>
        {
            var tracker = new WatermarkTracker(options, wallTime); // one per subscription
            foreach (var input in inputs)
                tracker.Add(input);
            return source.Select(batch => Clocked(batch, time, tracker));
        });
    }

    private static ClockedBatch<T> Clocked<T>(InputBatch<T> batch, Func<T, long> time, WatermarkTracker tracker)
    {
        tracker.Add(batch.Input);
        if (!batch.Events.IsEmpty)
        {
            var newest = EventTime.None;
            foreach (var item in batch.Events.Span)
                newest = Math.Max(newest, time(item));
            tracker.Observe(batch.Input, newest);
        }
        return new ClockedBatch<T>(batch.Events, tracker.Advance());
    }
}
