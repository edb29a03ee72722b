using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Packed;

/// <summary>
/// A set of 64-bit hashes: open addressing, 8 bytes an entry, about seven tenths of them in use. Places follow the order of the hashes,
/// so that growing reads and writes memory from one end to the other. Not thread-safe.
/// </summary>
/// <param name="arrays">Where its memory comes from and goes to, shared by sets of one owner that come and go; the heap where there is none.</param>
internal sealed class PackedSet(EntryArrays? arrays = null)
{
    private const int Least = 8;

    private ulong[] _entries = []; // 0 where free
    private bool _hasZero;
    private int _used;

    /// <summary>How many there are.</summary>
    public int Count => _used + (_hasZero ? 1 : 0);

    /// <summary>Whether a hash is there.</summary>
    public bool Contains(ulong hash) => hash == 0 ? _hasZero : _used > 0 && _entries[Find(hash)] == hash;

    /// <summary>Asks for the memory where a hash is.</summary>
    public void Foresee(ulong hash)
    {
        if (_used > 0)
        {
            Prefetch.Of(ref _entries[Home(hash)]);
        }
    }

    /// <summary>Adds a hash; false where it was there.</summary>
    public bool Add(ulong hash)
    {
        if (hash == 0)
        {
            (var had, _hasZero) = (_hasZero, true);
            return !had;
        }

        EnsureRoom(_used + 1);
        ref var entry = ref _entries[Find(hash)];
        if (entry == hash)
        {
            return false;
        }

        entry = hash;
        _used++;
        return true;
    }

    /// <summary>Removes a hash; false where it was not there.</summary>
    public bool Remove(ulong hash)
    {
        if (!Contains(hash))
        {
            return false;
        }

        if (hash == 0)
        {
            _hasZero = false;
            return true;
        }

        // what comes after moves up where that is no further from home, so that no search ends too early
        var free = Find(hash);
        for (var next = After(free); _entries[next] != 0; next = After(next))
        {
            if (Steps(Home(_entries[next]), next) >= Steps(free, next))
            {
                _entries[free] = _entries[next];
                free = next;
            }
        }

        _entries[free] = 0;
        _used--;
        return true;
    }

    /// <summary>Removes all, keeping the room where at least half of it was used.</summary>
    public void Clear()
    {
        if (_used < _entries.Length / 2)
        {
            Release(); // or sets that are used again and again would all become as large as the largest
        }

        Array.Clear(_entries);
        (_used, _hasZero) = (0, false);
    }

    /// <summary>Removes all and gives the memory away.</summary>
    public void Release()
    {
        arrays?.Return(_entries);
        (_entries, _used, _hasZero) = ([], 0, false);
    }

    /// <summary>Makes room for so many.</summary>
    public void EnsureRoom(int count)
    {
        if (count <= Room(_entries.Length))
        {
            return;
        }

        var length = Math.Max(Least, _entries.Length);
        while (count > Room(length))
        {
            length = (int)(length * 3L / 2); // always the same few lengths, so that arrays fit again
        }

        var old = _entries;
        _entries = arrays?.Rent(length) ?? new ulong[length];
        foreach (var hash in old)
        {
            if (hash != 0)
            {
                _entries[Find(hash)] = hash;
            }
        }

        arrays?.Return(old);
    }

    /// <summary>All of them, in no order.</summary>
    public IEnumerable<ulong> All() => _hasZero ? _entries.Where(e => e != 0).Prepend(0UL) : _entries.Where(e => e != 0);

    /// <summary>Where a hash is, or the free place where it would be.</summary>
    private int Find(ulong hash)
    {
        var at = Home(hash);
        while (_entries[at] is var entry && entry != 0 && entry != hash)
        {
            at = After(at);
        }

        return at;
    }

    /// <summary>How many hashes an array may hold.</summary>
    private static int Room(int length) => length - (length / 6);

    private int Home(ulong hash) => (int)Math.BigMul(hash, (ulong)_entries.Length, out _);

    private int After(int at) => at + 1 == _entries.Length ? 0 : at + 1;

    private int Steps(int from, int to) => to >= from ? to - from : to - from + _entries.Length;
}
