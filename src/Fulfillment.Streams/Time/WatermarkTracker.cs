using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Time;

/// <summary>
/// One clock per lane out of the watermarks of its inputs. An input's watermark is its greatest event time − the
/// out-of-orderness bound; the lane's clock is the least watermark of the inputs that are not idle, and never goes back.
/// </summary>
/// <remarks>
/// <para>A clock of <c>c</c> says: no event before <c>c</c> is expected any more. An event at exactly <c>c</c> is in time,
/// and so a half-open window [start, end) is complete once the clock has reached <c>end</c>.</para>
/// <para>An input without events holds the clock back until it delivers or is idle. One that returns from idleness
/// holds it again from then on; if it is behind, the clock waits for it but does not go back, and its older events are
/// for the windows' retention to judge.</para>
/// <para>Not thread-safe: a lane owns its tracker.</para>
/// </remarks>
public sealed partial class WatermarkTracker
{
    private readonly Dictionary<InputId, Input> _inputs = [];
    private readonly WatermarkOptions _options;
    private readonly TimeProvider _wallTime;
    private readonly long _outOfOrderness;
    private readonly TimeSpan? _idleTimeout;

    /// <summary>A tracker without inputs, its clock at <see cref="EventTime.None"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of bounds.</exception>
    public WatermarkTracker(WatermarkOptions options, TimeProvider wallTime)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(wallTime);
        options.Validate();
        _options = options;
        _wallTime = wallTime;
        _outOfOrderness = (long)options.OutOfOrderness.TotalMilliseconds;
        _idleTimeout = options.IdleTimeout?.ToTimeSpan();
    }

    /// <summary>The lane's clock in unix milliseconds as of the last <see cref="Advance"/>; <see cref="EventTime.None"/> at first.</summary>
    public long Clock { get; private set; } = EventTime.None;

    /// <summary>The inputs, in order.</summary>
    public IReadOnlyList<InputId> Inputs => [.. _inputs.Keys.Order()];

    /// <summary>Adds an input, which from now on holds the clock back. Adding one that exists changes nothing.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Add(InputId input) => _inputs.TryAdd(input, new Input(EventTime.None, _wallTime.GetTimestamp()));

    /// <summary>Takes an input away, so that it no longer holds the clock back; what it did to the clock stays.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(InputId input) => _inputs.Remove(input);

    /// <summary>Records that an input delivered events, the newest at <paramref name="newest"/>. Does not move the clock.</summary>
    /// <param name="input">An input added before.</param>
    /// <param name="newest">The greatest event time of a batch, unix milliseconds.</param>
    /// <exception cref="ArgumentException">The input is unknown: a batch after its partition was taken away is a bug to see.</exception>
    public void Observe(InputId input, long newest)
    {
        ref var state = ref Find(input);
        state.Newest = Math.Max(state.Newest, newest);
        state.ActiveAt = _wallTime.GetTimestamp();
    }

    /// <summary>
    /// Records that an input has data which only waits for us (paused, sink slow): silence of our own making is not idleness.
    /// </summary>
    /// <exception cref="ArgumentException">The input is unknown.</exception>
    public void KeepActive(InputId input) => Find(input).ActiveAt = _wallTime.GetTimestamp();

    /// <summary>The watermark of one input: greatest event time − out-of-orderness, or <see cref="EventTime.None"/>.</summary>
    /// <exception cref="ArgumentException">The input is unknown.</exception>
    public long WatermarkOf(InputId input) => Watermark(Find(input));

    /// <summary>Whether an input has been silent for the idle timeout or longer.</summary>
    /// <exception cref="ArgumentException">The input is unknown.</exception>
    public bool IsIdle(InputId input) => IsIdle(Find(input), _wallTime.GetTimestamp());

    /// <summary>Derives the clock from the inputs as they are now; call once after each batch and on each tick.</summary>
    /// <returns>The <see cref="Clock"/>, same or later than before.</returns>
    public long Advance()
    {
        var now = _wallTime.GetTimestamp();
        long least = long.MaxValue, greatest = EventTime.None;
        var anyActive = false;
        foreach (var input in _inputs.Values)
        {
            var watermark = Watermark(input);
            greatest = Math.Max(greatest, watermark);
            if (IsIdle(input, now))
                continue;
            anyActive = true;
            least = Math.Min(least, watermark);
        }
        if (anyActive)
            AdvanceTo(least);
        else if (_options.AdvanceWhenAllIdle)
            AdvanceTo(greatest);
        return Clock;
    }

    /// <summary>Moves the clock to <paramref name="clock"/> unless it is there already, whatever the inputs say (end of a replay).</summary>
    /// <param name="clock">Unix milliseconds.</param>
    public void AdvanceTo(long clock) => Clock = Math.Max(Clock, clock);

    private long Watermark(in Input input) =>
        input.Newest == EventTime.None ? EventTime.None : EventTime.Add(input.Newest, -_outOfOrderness);

    private bool IsIdle(in Input input, long now) =>
        _idleTimeout is { } timeout && _wallTime.GetElapsedTime(input.ActiveAt, now) >= timeout;

    private ref Input Find(InputId input)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrNullRef(_inputs, input);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref state))
            ThrowUnknown(input);
        return ref state;
    }

    [DoesNotReturn]
    private static void ThrowUnknown(InputId input) =>
        throw new ArgumentException($"Input {input} is unknown to this lane; Add it first.", nameof(input));

    private record struct Input(long Newest, long ActiveAt);
}
