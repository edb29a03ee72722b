using System.Buffers.Binary;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Packed;

/// <summary>
/// Records of any length side by side in large pages of bytes. There is no object per record, so a million of them are nothing to the
/// garbage collector. A record lies still until it is replaced, or until <see cref="Compact"/> empties its page. Not thread-safe.
/// </summary>
/// <remarks>A record is its owner, −1 once removed; its length; its bytes, padded to a multiple of 8.</remarks>
internal sealed class PackedPages
{
    /// <summary>Where nothing is.</summary>
    public const uint None = 0;

    /// <summary>Bytes of a page; a record that is longer has one of its own.</summary>
    public const int PageBytes = UnitsPerPage * UnitBytes;

    private const int UnitBytes = 8;
    private const int PageShift = 15;
    private const int UnitsPerPage = 1 << PageShift;
    private const int HeadBytes = 2 * sizeof(int);
    private const int SmallBytes = 1 << 12; // what the first page begins with: most lanes of a test stay within it
    private const int SparePages = 4; // kept for reuse, and one more for every sixteen in use
    private const int Removed = -1;
    private const int ForeseenLines = 3; // of memory: most records are no longer

    private readonly List<Page> _pages = [];
    private readonly List<int> _empty = []; // pages without bytes
    private readonly List<int> _sparse = [];
    private readonly Stack<byte[]> _spare = [];
    private int _open = -1; // the page records are added to
    private long _added; // since the last compaction

    /// <summary>Bytes of all pages, spare ones included.</summary>
    public long Bytes => _pages.Sum(p => (long)p.Bytes.Length) + ((long)_spare.Count * PageBytes);

    /// <summary>The bytes of a record, until something is added, replaced or removed.</summary>
    public ReadOnlySpan<byte> this[uint position]
    {
        get
        {
            var head = Head(position);
            return head.Slice(HeadBytes, LengthOf(head));
        }
    }

    /// <summary>Asks for the memory of a record.</summary>
    public void Foresee(uint position) => Prefetch.Of(Head(position), ForeseenLines);

    /// <summary>Adds a record and gives its position.</summary>
    /// <param name="owner">Told where it is when it moves; 0 or more.</param>
    /// <param name="record">Its bytes.</param>
    public uint Add(int owner, ReadOnlySpan<byte> record)
    {
        var stride = StrideOf(record.Length);
        var index = Room(stride);
        var page = _pages[index];
        var at = page.Used;
        var to = page.Bytes.AsSpan(at, stride);
        BinaryPrimitives.WriteInt32LittleEndian(to, owner);
        BinaryPrimitives.WriteInt32LittleEndian(to[sizeof(int)..], record.Length);
        record.CopyTo(to[HeadBytes..]);
        page.Used += stride;
        page.Live += stride;
        _added += stride;
        return ((uint)index << PageShift) + (uint)(at / UnitBytes) + 1;
    }

    /// <summary>Puts a record in place of another of the same owner and gives its position.</summary>
    public uint Replace(uint position, ReadOnlySpan<byte> record)
    {
        var head = Head(position);
        if (StrideOf(LengthOf(head)) == StrideOf(record.Length))
        {
            BinaryPrimitives.WriteInt32LittleEndian(head[sizeof(int)..], record.Length);
            record.CopyTo(head[HeadBytes..]);
            return position;
        }

        var owner = OwnerOf(head);
        Remove(position);
        return Add(owner, record);
    }

    /// <summary>Removes a record.</summary>
    public void Remove(uint position)
    {
        var head = Head(position);
        var index = (int)((position - 1) >> PageShift);
        var page = _pages[index];
        page.Live -= StrideOf(LengthOf(head));
        BinaryPrimitives.WriteInt32LittleEndian(head, Removed);
        if (index != _open)
        {
            Judge(index);
        }
    }

    /// <summary>
    /// Moves what is left in sparse pages together, so that pages are at least three quarters full. Work is bounded by what was
    /// added since the last call and a little more, so that forgetting many at once does not stop the lane.
    /// </summary>
    /// <param name="moved">Told owner and new position of each record that moved.</param>
    public void Compact(Action<int, uint> moved)
    {
        var budget = (4 * _added) + (8 * PageBytes);
        while (budget > 0 && _sparse.Count > 0)
        {
            var index = _sparse[^1];
            _sparse.RemoveAt(_sparse.Count - 1);
            var page = _pages[index];
            if (!page.IsSparse)
            {
                continue; // emptied meanwhile
            }

            budget -= page.Used;
            for (var at = 0; at < page.Used;)
            {
                var head = page.Bytes.AsSpan(at);
                var length = LengthOf(head);
                if (OwnerOf(head) is var owner && owner != Removed)
                {
                    moved(owner, Add(owner, head.Slice(HeadBytes, length)));
                }

                at += StrideOf(length);
            }

            Empty(index);
        }

        _added = 0;
    }

    /// <summary>The page with room for so many bytes, which becomes the open one unless it is for one record alone.</summary>
    private int Room(int stride)
    {
        if (stride > PageBytes)
        {
            return New(new byte[stride]);
        }

        if (_open >= 0)
        {
            var page = _pages[_open];
            while (page.Used + stride > page.Bytes.Length && page.Bytes.Length < PageBytes)
            {
                Array.Resize(ref page.Bytes, Math.Min(PageBytes, 2 * page.Bytes.Length));
            }

            if (page.Used + stride <= page.Bytes.Length)
            {
                return _open;
            }
        }

        var full = _open;
        _open = New(_spare.TryPop(out var spare) ? spare : GC.AllocateUninitializedArray<byte>(_pages.Count == 0 ? Math.Max(SmallBytes, stride) : PageBytes));
        if (full >= 0)
        {
            Judge(full);
        }

        return _open;
    }

    private int New(byte[] bytes)
    {
        if (_empty.Count > 0)
        {
            var index = _empty[^1];
            _empty.RemoveAt(_empty.Count - 1);
            _pages[index].Bytes = bytes;
            return index;
        }

        if (_pages.Count == 1 << (32 - PageShift))
        {
            throw new InvalidOperationException("A lane's orders do not fit into 32 GiB: use more lanes, or a shorter retention.");
        }

        _pages.Add(new Page { Bytes = bytes });
        return _pages.Count - 1;
    }

    /// <summary>Whether a page that takes no more records has become sparse, or empty.</summary>
    private void Judge(int index)
    {
        var page = _pages[index];
        if (page.Live == 0)
        {
            Empty(index);
        }
        else if (!page.IsSparse && page.Live < page.Used / 4 * 3)
        {
            page.IsSparse = true;
            _sparse.Add(index);
        }
    }

    private void Empty(int index)
    {
        var page = _pages[index];
        if (page.Bytes.Length == PageBytes && _spare.Count < SparePages + (_pages.Count / 16))
        {
            _spare.Push(page.Bytes);
        }

        (page.Bytes, page.Used, page.Live, page.IsSparse) = ([], 0, 0, false);
        _empty.Add(index);
    }

    private Span<byte> Head(uint position)
    {
        var at = position - 1;
        return _pages[(int)(at >> PageShift)].Bytes.AsSpan((int)(at & (UnitsPerPage - 1)) * UnitBytes);
    }

    private static int OwnerOf(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32LittleEndian(head);

    private static int LengthOf(ReadOnlySpan<byte> head) => BinaryPrimitives.ReadInt32LittleEndian(head[sizeof(int)..]);

    private static int StrideOf(int length) => (HeadBytes + length + UnitBytes - 1) / UnitBytes * UnitBytes;

    private sealed class Page
    {
        public byte[] Bytes = [];
        public int Used;
        public int Live; // bytes of records not removed
        public bool IsSparse;
    }
}
