using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Accumulators by (number of a key, tumbling window) for windows of several sizes at once, such as minute, hour and day: an event
/// goes into the smallest window that contains it and still takes events, and <see cref="RollUp"/> passes on to the next size what
/// the touched cells have got since it was last called. So larger sizes cost per touched cell, not per event.
/// </summary>
/// <remarks>
/// <para>An event that comes too late for a small window counts in the larger ones that still take it, as if each size were computed
/// on its own.</para>
/// <para>Cells lie in pages of 64 keys. Keys are numbers given out from 0, such as those of interned names; a window takes memory for
/// every page in which one of its keys lies, so it serves keys that occur side by side. <see cref="PaneTable{TKey, TAcc}"/> serves
/// all others.</para>
/// <para>Not thread-safe.</para>
/// </remarks>
/// <typeparam name="TAcc">The accumulator; a struct costs no allocation per cell.</typeparam>
/// <typeparam name="TMonoid">How accumulators are merged; a struct is compiled without calls.</typeparam>
public sealed partial class RollupPanes<TAcc, TMonoid>
    where TMonoid : IMonoid<TAcc>
{
    private readonly TMonoid _monoid;
    private readonly long _retention;
    private readonly Level[] _levels;
    private long _clock = EventTime.None;

    /// <summary>Panes of several sizes.</summary>
    /// <param name="windows">The sizes.</param>
    /// <param name="monoid">How accumulators are merged.</param>
    /// <param name="retention">Milliseconds that a window still takes events after its end, not negative.</param>
    /// <exception cref="ArgumentException">There are no windows, or the retention is negative.</exception>
    public RollupPanes(RollupWindows windows, TMonoid monoid, long retention)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentOutOfRangeException.ThrowIfNegative(retention);
        (_monoid, _retention) = (monoid, retention);
        _levels = Array.ConvertAll(windows.Sizes.ToArray(), w => new Level(w));
        (_last, _before) = (_none, _none);
    }

    /// <summary>Finds or adds what a cell has got since <see cref="RollUp"/>, for an event to be added to.</summary>
    /// <param name="key">The key's number, not negative.</param>
    /// <param name="time">The event's time, unix milliseconds.</param>
    /// <param name="added">Whether it is new: its accumulator is then <c>default</c>, to be set to the aggregate's zero.</param>
    /// <returns>
    /// The accumulator, to be used at once; a null reference where the event is too late for windows of every size: check it by
    /// <see cref="Unsafe.IsNullRef{T}(ref readonly T)"/>.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TAcc Touch(int key, long time, out bool added)
    {
        var window = _last;
        var pages = window.Pages;
        var number = (uint)key >> PageBits;
        if ((ulong)(time - window.Start) < window.Length && number < (uint)pages.Length && pages[number] is { Touched: not 0 } page)
            return ref page.Touch(key, out added);
        return ref TouchElsewhere(key, time, out added);
    }

    /// <summary>Whether a window of some size still takes events of this time.</summary>
    /// <param name="time">Unix milliseconds.</param>
    public bool Takes(long time) => !IsExpired(_levels[^1].Windows.EndOf(_levels[^1].Windows.StartOf(time)));

    /// <summary>
    /// Passes on what the touched cells have got, and shows every cell of every size that this changed: by size, smallest first, then
    /// by page in the order of their first touch, then by key.
    /// </summary>
    /// <param name="changed">
    /// Gets the cells with all they hold now, and must not touch others. What it throws comes out here, as does an error of the merging
    /// such as an overflow; the panes are of no use then.
    /// </param>
    public void RollUp<TVisitor>(ref TVisitor changed)
        where TVisitor : IPaneVisitor<TAcc>
    {
        foreach (var level in _levels)
        {
            foreach (var page in CollectionsMarshal.AsSpan(level.Touched))
                RollUp(page, ref changed);
            level.Touched.Clear();
        }
    }

    /// <summary>Shows all cells of the windows that end after one time and until another, by end, then by size; touched ones as they were.</summary>
    /// <param name="after">Unix milliseconds, exclusive.</param>
    /// <param name="until">Unix milliseconds, inclusive.</param>
    /// <param name="ending">Gets the cells.</param>
    public void VisitEnding<TVisitor>(long after, long until, ref TVisitor ending)
        where TVisitor : IPaneVisitor<TAcc>
    {
        _ending.Clear();
        foreach (var level in _levels)
        {
            for (var i = FirstEndingAfter(level, after); i < level.Open.Count && level.Open[i].End <= until; i++)
                _ending.Add(level.Open[i]);
        }
        _ending.Sort(static (a, b) => (a.End, a.Length).CompareTo((b.End, b.Length)));
        foreach (var window in _ending)
        {
            foreach (var page in window.Pages)
            {
                for (var left = page?.Present ?? 0; left != 0; left &= left - 1)
                {
                    var at = BitOperations.TrailingZeroCount(left);
                    ending.Visit(window.Span, page!.KeyAt(at), in page.Totals[at]);
                }
            }
        }
    }

    /// <summary>
    /// Removes windows that ended the retention or longer before the clock: end + retention ≤ clock. Events for them are late from
    /// then on. A clock that steps back changes nothing.
    /// </summary>
    /// <param name="clock">Unix milliseconds.</param>
    /// <param name="removed">
    /// Gets the keys of each removed window of the largest size, so that one may come several times; must not throw, nor touch cells.
    /// Null where nobody wants them.
    /// </param>
    /// <exception cref="InvalidOperationException">Cells were touched that have not been rolled up.</exception>
    public void Expire(long clock, Action<int>? removed = null)
    {
        if (Array.Exists(_levels, level => level.Touched.Count > 0))
            throw new InvalidOperationException("Cells were touched that have not been rolled up: call RollUp before Expire.");
        _clock = Math.Max(_clock, clock);
        (_last, _before) = (_none, _none); // what is closed may be used again for another size
        foreach (var level in _levels)
        {
            var expired = 0;
            for (; expired < level.Open.Count && IsExpired(level.Open[expired].End); expired++)
                Close(level.Open[expired], level == _levels[^1] ? removed : null);
            level.Open.RemoveRange(0, expired);
        }
    }

    private bool IsExpired(long end) => EventTime.Add(end, _retention) <= _clock;

    private void RollUp<TVisitor>(Page page, ref TVisitor changed)
        where TVisitor : IPaneVisitor<TAcc>
    {
        var parent = page.Window!.Parent is { } larger ? TouchPage(larger, page.Number) : null;
        var span = page.Window.Span;
        for (var left = page.Touched; left != 0; left &= left - 1)
        {
            var at = BitOperations.TrailingZeroCount(left);
            var bit = left & (~left + 1);
            ref var pending = ref page.Pending[at];
            ref var total = ref page.Totals[at];
            if (parent is not null)
            {
                if ((parent.Touched & bit) == 0)
                    parent.Pending[at] = _monoid.Zero;
                _monoid.Merge(ref parent.Pending[at], in pending);
            }
            if ((page.Present & bit) == 0)
                total = _monoid.Zero;
            _monoid.Merge(ref total, in pending);
            pending = default!;
            changed.Visit(span, page.KeyAt(at), in total);
        }
        if (parent is not null)
            parent.Touched |= page.Touched;
        page.Present |= page.Touched;
        page.Touched = 0;
    }
}
