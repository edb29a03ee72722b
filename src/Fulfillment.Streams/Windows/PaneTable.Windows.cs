using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Windows;

/// <content>
/// The windows there are, and how each finds the cell of a key: the few cells of a small one are looked through; in a larger one
/// small whole numbers index pages of an array, all other keys a hash table of slots, in which the cells say their keys.
/// </content>
public sealed partial class PaneTable<TKey, TAcc>
{
    private const int Few = 8;
    private const int PageBits = 6;
    private const int PageSize = 1 << PageBits;
    private const int PagesAtOnce = 16;
    private const int LeastTable = 32;
    private const int TablesKept = 64; // of a length
    private const int TableEntriesKept = 1 << 18; // of a length

    private readonly IntArrayPool _tables = new(TablesKept, TableEntriesKept); // all of them clear
    private readonly Dictionary<long, Window> _windows = [];
    private readonly Stack<Window> _closed = new(); // used again
    private Window? _last;

    /// <summary>The slots of all windows that start at <paramref name="start"/>, the newest cell first.</summary>
    public IEnumerable<int> SlotsAt(long start)
    {
        for (var slot = WindowAt(start)?.First ?? NoSlot; slot != NoSlot; slot = CellAt(slot).Next)
            yield return slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Window? WindowAt(long start) => _last is { } last && last.Start == start ? last : Remembered(start);

    private Window? Remembered(long start)
    {
        if (_windows.TryGetValue(start, out var window))
            _last = window;
        return window;
    }

    private Window Open(long start)
    {
        if (!_closed.TryPop(out var window))
            window = new Window();
        window.Start = start;
        _windows.Add(start, window);
        _byStart.Enqueue(window, start);
        return _last = window;
    }

    private void Close(Window window)
    {
        _windows.Remove(window.Start);
        _closed.Push(window);
        if (_last == window)
            _last = null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SlotIn(Window window, TKey key)
    {
        if (typeof(TKey) == typeof(int))
        {
            var number = (uint)(int)(object)key; // compiled without a box
            var pages = window.Pages;
            if (number >> PageBits < (uint)pages.Length && pages[number >> PageBits] is { } page
                && page[number & (PageSize - 1)] - 1 is var slot && slot != NoSlot)
            {
                return slot;
            }
        }
        if (window.Count <= Few)
            return LookThrough(window, key);
        return LookUp(window.Table, key);
    }

    private int LookThrough(Window window, TKey key)
    {
        var slot = window.First;
        while (slot != NoSlot && !EqualityComparer<TKey>.Default.Equals(CellAt(slot).Key.Key, key))
            slot = CellAt(slot).Next;
        return slot;
    }

    private int LookUp(int[] table, TKey key)
    {
        if (table.Length == 0)
            return NoSlot;
        for (var at = PlaceOf(key, table); table[at] - 1 is var slot && slot != NoSlot; at = After(at, table))
        {
            if (EqualityComparer<TKey>.Default.Equals(CellAt(slot).Key.Key, key))
                return slot;
        }
        return NoSlot;
    }

    /// <summary>Makes a cell findable in its window.</summary>
    private void Link(Window window, int slot)
    {
        ref var cell = ref CellAt(slot);
        cell.Next = window.First;
        window.First = slot;
        window.Count++;
        if (window.Count > Few + 1)
        {
            Index(window, cell.Key.Key, slot);
        }
        else if (window.Count == Few + 1)
        {
            for (var each = slot; each != NoSlot; each = CellAt(each).Next)
                Index(window, CellAt(each).Key.Key, each);
        }
    }

    private void Index(Window window, TKey key, int slot)
    {
        if (typeof(TKey) == typeof(int) && (uint)(int)(object)key is var number
            && number >> PageBits < (uint)(PagesAtOnce + (window.Count / 4))) // a page for four cells: at most 64 bytes for each
        {
            if (number >> PageBits >= (uint)window.Pages.Length)
                Array.Resize(ref window.Pages, PagesAtOnce + (window.Count / 2));
            (window.Pages[number >> PageBits] ??= new int[PageSize])[number & (PageSize - 1)] = slot + 1;
        }
        else
        {
            if (2 * window.InTable >= window.Table.Length)
                Grow(window);
            Put(window.Table, key, slot);
            window.InTable++;
        }
    }

    private void Grow(Window window)
    {
        var old = window.Table;
        window.Table = _tables.Rent(Math.Max(LeastTable, 2 * old.Length));
        foreach (var entry in old)
        {
            if (entry != 0)
                Put(window.Table, CellAt(entry - 1).Key.Key, entry - 1);
        }
        GiveBack(old);
    }

    private void GiveBack(int[] table)
    {
        Array.Clear(table);
        _tables.Return(table);
    }

    private static void Put(int[] table, TKey key, int slot)
    {
        var at = PlaceOf(key, table);
        while (table[at] != 0)
            at = After(at, table);
        table[at] = slot + 1;
    }

    // by Fibonacci hashing, because the hashes of small keys differ in few of their bits
    private static int PlaceOf(TKey key, int[] table) =>
        (int)(((uint)EqualityComparer<TKey>.Default.GetHashCode(key) * 0x9E37_79B9u * (ulong)table.Length) >> 32);

    private static int After(int at, int[] table) => (at + 1) & (table.Length - 1);

    private void Empty(Window window)
    {
        (window.First, window.Count, window.InTable) = (NoSlot, 0, 0);
        GiveBack(window.Table);
        window.Table = [];
        foreach (var page in window.Pages)
        {
            if (page is not null)
                Array.Clear(page);
        }
    }

    private sealed class Window
    {
        public long Start;
        public int First = NoSlot; // its newest cell
        public int Count;
        public int[]?[] Pages = []; // by whole number: a slot and 1; 0 where there is none
        public int[] Table = []; // by the hash of any other key: a slot and 1; 0 where there is none
        public int InTable;
    }
}
