using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <content>The windows of each size that are open, and their pages.</content>
public sealed partial class RollupPanes<TAcc, TMonoid>
{
    private const int PageBits = 6;
    private const int PageSize = 1 << PageBits; // as many as a ulong has bits
    private const int PagesKept = 1024;

    private readonly Stack<Page> _pages = new(); // used again
    private readonly Stack<Window> _windows = new();
    private readonly List<Window> _ending = []; // of the call under way
    private readonly Window _none = new(); // contains no time
    private Window _last; // of the smallest size, as is _before: events out of order go to and fro between two
    private Window _before;

    private ref TAcc TouchElsewhere(int key, long time, out bool added)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(key);
        added = false;
        if (WindowOf(time) is not { } window)
            return ref Unsafe.NullRef<TAcc>();
        return ref TouchPage(window, key >> PageBits).Touch(key, out added);
    }

    private Window? WindowOf(long time)
    {
        if (_last.Contains(time))
            return _last;
        if (_before.Contains(time))
        {
            (_last, _before) = (_before, _last);
            return _last;
        }
        for (var level = 0; level < _levels.Length; level++)
        {
            var start = _levels[level].Windows.StartOf(time);
            if (IsExpired(_levels[level].Windows.EndOf(start)))
                continue;
            var window = WindowAt(level, start);
            if (level == 0)
                (_last, _before) = (window, _last);
            return window;
        }
        return null;
    }

    private Window WindowAt(int level, long start)
    {
        var open = _levels[level].Open;
        var index = open.Count;
        if (index > 0 && open[^1].Start >= start) // else it is the newest
        {
            index = CollectionsMarshal.AsSpan(open).BinarySearch(new At(start));
            if (index >= 0)
                return open[index];
            index = ~index;
        }
        if (!_windows.TryPop(out var window))
            window = new Window();
        window.Start = start;
        window.Length = (ulong)_levels[level].Windows.Size;
        window.Level = _levels[level];
        open.Insert(index, window);
        if (level + 1 < _levels.Length)
            window.Parent = WindowAt(level + 1, _levels[level + 1].Windows.StartOf(start));
        return window;
    }

    private static int FirstEndingAfter(Level level, long after)
    {
        if (after < -EventTime.Bound)
            return 0; // before any window
        var index = CollectionsMarshal.AsSpan(level.Open).BinarySearch(new At(after - level.Windows.Size + 1));
        return index < 0 ? ~index : index;
    }

    /// <summary>A page whose cells are about to be touched.</summary>
    private Page TouchPage(Window window, int number)
    {
        if (number >= window.Pages.Length)
            Array.Resize(ref window.Pages, Math.Max(number + 1, 2 * window.Pages.Length));
        if (window.Pages[number] is not { } page)
        {
            if (!_pages.TryPop(out page))
                page = new Page();
            (page.Window, page.Number) = (window, number);
            window.Pages[number] = page;
        }
        if (page.Touched == 0)
            window.Level!.Touched.Add(page);
        return page;
    }

    private void Close(Window window, Action<int>? removed)
    {
        foreach (ref var page in window.Pages.AsSpan())
        {
            if (page is null)
                continue;
            for (var left = removed is null ? 0 : page.Present; left != 0; left &= left - 1)
                removed!(page.KeyAt(BitOperations.TrailingZeroCount(left)));
            page.Empty();
            if (_pages.Count < PagesKept)
                _pages.Push(page);
            page = null;
        }
        (window.Parent, window.Length) = (null, 0);
        if (_windows.Count < PagesKept)
            _windows.Push(window);
    }

    private sealed class Level(TumblingWindows windows)
    {
        public TumblingWindows Windows { get; } = windows;

        public List<Window> Open { get; } = []; // by start

        public List<Page> Touched { get; } = [];
    }

    private sealed class Window
    {
        public long Start;
        public ulong Length;
        public Level? Level;
        public Window? Parent; // of the next size
        public Page?[] Pages = [];

        public long End => Start + (long)Length;

        public TimeWindow Span => new(Start, End);

        public bool Contains(long time) => (ulong)(time - Start) < Length;
    }

    private readonly struct At(long start) : IComparable<Window>
    {
        public int CompareTo(Window? other) => start.CompareTo(other!.Start);
    }

    private sealed class Page
    {
        public ulong Touched; // which keys, by bit
        public ulong Present;
        public Window? Window;
        public int Number;
        public Cells Pending; // what has not been rolled up
        public Cells Totals;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ref TAcc Touch(int key, out bool added)
        {
            var bit = 1UL << key; // by the lowest six bits of the key
            added = (Touched & bit) == 0;
            Touched |= bit;
            return ref Pending[key & (PageSize - 1)];
        }

        public int KeyAt(int at) => (Number << PageBits) + at;

        public void Empty()
        {
            Present = 0;
            Window = null;
            if (RuntimeHelpers.IsReferenceOrContainsReferences<TAcc>())
                Totals = default; // lets go of what the accumulators refer to
        }
    }

    [InlineArray(PageSize)]
    private struct Cells
    {
        private TAcc _first;
    }
}
