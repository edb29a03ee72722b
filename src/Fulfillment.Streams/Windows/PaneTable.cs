using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>
/// Accumulators by (key, window start), held flat and handed out by reference, with a list of the cells touched since
/// the last flush and expiry by clock.
/// </summary>
/// <remarks>
/// <para>A cell lives in a numbered slot. Touching looks up once; the touched list, reading and flushing go by slot.
/// References stay valid until their cell expires, because cells never move. Fastest where many touches in a row are of
/// the same window and keys are small whole numbers, such as those of interned names: they index an array.</para>
/// <para>Not thread-safe: a lane owns its tables.</para>
/// </remarks>
/// <typeparam name="TKey">Hashes and compares by value.</typeparam>
/// <typeparam name="TAcc">The accumulator; a struct costs no allocation per cell.</typeparam>
public sealed partial class PaneTable<TKey, TAcc>
    where TKey : notnull
{
    private const int NoSlot = -1;
    private const int BlockBits = 8;
    private const int BlockSize = 1 << BlockBits;

    private readonly List<int> _touched = [];
    private Cell[][] _blocks = [];
    private int _firstFree = NoSlot;
    private int _used;

    /// <summary>How many cells there are.</summary>
    public int Count { get; private set; }

    /// <summary>The slots touched since <see cref="ClearTouched"/>, each once, in the order of their first touch.</summary>
    public ReadOnlySpan<int> Touched => CollectionsMarshal.AsSpan(_touched);

    /// <summary>Finds or adds a cell and marks it touched.</summary>
    /// <param name="key">The key.</param>
    /// <param name="start">The window's start, unix milliseconds.</param>
    /// <param name="added">Whether the cell is new: its accumulator is then <c>default</c>, to be set to the aggregate's zero.</param>
    /// <returns>The accumulator, valid until the cell expires.</returns>
    public ref TAcc Touch(TKey key, long start, out bool added) => ref TouchCell(key, start, out _, out added).Value;

    /// <summary>Like <see cref="Touch"/>, but gives the slot.</summary>
    public int TouchSlot(TKey key, long start, out bool added)
    {
        TouchCell(key, start, out var slot, out added);
        return slot;
    }

    /// <summary>The accumulator in a slot of <see cref="Touched"/>, <see cref="InOrder"/> or <see cref="SlotsAt"/>.</summary>
    public ref TAcc this[int slot] => ref CellAt(slot).Value;

    /// <summary>The key and window start of a slot.</summary>
    public PaneKey<TKey> KeyOf(int slot) => CellAt(slot).Key;

    /// <summary>Whether a slot was touched since <see cref="ClearTouched"/>.</summary>
    public bool IsTouched(int slot) => CellAt(slot).IsTouched;

    /// <summary>Finds a cell without touching it.</summary>
    /// <returns>The accumulator, or a null reference: check it by <see cref="Unsafe.IsNullRef{T}(ref readonly T)"/>.</returns>
    public ref TAcc Find(TKey key, long start)
    {
        if (WindowAt(start) is { } window && SlotIn(window, key) is var slot && slot != NoSlot)
            return ref CellAt(slot).Value;
        return ref Unsafe.NullRef<TAcc>();
    }

    /// <summary>Reads a cell without touching it.</summary>
    /// <returns>Whether the cell exists.</returns>
    public bool TryGet(TKey key, long start, [MaybeNullWhen(false)] out TAcc value)
    {
        ref var found = ref Find(key, start);
        var exists = !Unsafe.IsNullRef(ref found);
        value = exists ? found : default;
        return exists;
    }

    /// <summary>Forgets which cells were touched: what they hold has been emitted.</summary>
    public void ClearTouched()
    {
        foreach (var slot in Touched)
            CellAt(slot).IsTouched = false;
        _touched.Clear();
    }

    /// <summary>All slots by (window start, key): the same order whatever the history, for snapshots.</summary>
    /// <param name="comparer">The order of keys; the default is theirs, ordinal for strings.</param>
    public int[] InOrder(IComparer<TKey>? comparer = null)
    {
        comparer ??= KeyOrder<TKey>.Default;
        var slots = _windows.Keys.SelectMany(SlotsAt).ToArray();
        Array.Sort(slots, (a, b) =>
        {
            ref var left = ref CellAt(a);
            ref var right = ref CellAt(b);
            var byStart = left.Key.Start.CompareTo(right.Key.Start);
            return byStart != 0 ? byStart : comparer.Compare(left.Key.Key, right.Key.Key);
        });
        return slots;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Cell CellAt(int slot) => ref _blocks[slot >> BlockBits][slot & (BlockSize - 1)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Cell TouchCell(TKey key, long start, out int slot, out bool added)
    {
        var window = WindowAt(start) ?? Open(start);
        slot = SlotIn(window, key);
        added = slot == NoSlot;
        if (added)
            slot = Add(window, key);
        ref var cell = ref CellAt(slot);
        if (!cell.IsTouched)
        {
            cell.IsTouched = true;
            _touched.Add(slot);
        }
        return ref cell;
    }

    private int Add(Window window, TKey key)
    {
        int slot;
        if (_firstFree != NoSlot)
        {
            slot = _firstFree;
            _firstFree = CellAt(slot).Next;
        }
        else
        {
            slot = _used++;
            if (slot >> BlockBits == _blocks.Length)
                Array.Resize(ref _blocks, Math.Max(4, _blocks.Length * 2));
            _blocks[slot >> BlockBits] ??= new Cell[BlockSize];
        }
        ref var cell = ref CellAt(slot);
        cell.Key = new PaneKey<TKey>(key, window.Start);
        Link(window, slot);
        Count++;
        return slot;
    }

    private void Free(int slot)
    {
        ref var cell = ref CellAt(slot);
        cell = default; // also lets go of what the accumulator refers to
        cell.Next = _firstFree;
        _firstFree = slot;
        Count--;
    }

    private struct Cell
    {
        public PaneKey<TKey> Key;
        public TAcc Value;
        public int Next; // the next cell of the same start, or the next free one
        public bool IsTouched;
    }
}
