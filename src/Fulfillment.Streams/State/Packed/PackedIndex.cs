using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Packed;

/// <summary>
/// Finds numbers by the hash of an id: open addressing, 8 bytes an entry, about seven tenths of them in use. It does not know the
/// ids: who asks compares them. Places follow the order of the hashes, so that growing reads and writes memory from one end to the
/// other. Not thread-safe.
/// </summary>
internal sealed class PackedIndex
{
    private const int Least = 8;

    private ulong[] _entries = new ulong[Least]; // the hash in the upper half, 1 + the number in the lower; 0 where free

    /// <summary>How many numbers it holds.</summary>
    public int Count { get; private set; }

    /// <summary>The numbers under a hash, those of ids that share it included.</summary>
    public Probe Under(uint hash) => new(_entries, hash);

    /// <summary>Asks for the memory where a hash is.</summary>
    public void Foresee(uint hash) => Prefetch.Of(ref _entries[Home(hash, _entries)]);

    /// <summary>Adds a number that it does not hold.</summary>
    public void Add(uint hash, int number)
    {
        if (Count >= _entries.Length - (_entries.Length / 6))
        {
            Resize((int)(_entries.Length * 3L / 2));
        }

        Put(((ulong)hash << 32) | (uint)(number + 1));
        Count++;
    }

    /// <summary>Removes a number that it holds under a hash.</summary>
    public void Remove(uint hash, int number)
    {
        var sought = ((ulong)hash << 32) | (uint)(number + 1);
        var free = Home(hash, _entries);
        while (_entries[free] != sought)
        {
            free = _entries[free] == 0 ? throw new InvalidOperationException("The index does not hold the number.") : After(free, _entries);
        }

        // what comes after moves up where that is no further from home, so that no probe ends too early
        for (var next = After(free, _entries); _entries[next] != 0; next = After(next, _entries))
        {
            if (Steps(Home((uint)(_entries[next] >> 32), _entries), next) >= Steps(free, next))
            {
                _entries[free] = _entries[next];
                free = next;
            }
        }

        _entries[free] = 0;
        Count--;
        if (_entries.Length > Least && Count < _entries.Length / 8)
        {
            Resize(_entries.Length / 2);
        }
    }

    /// <summary>The hash and number of every entry, in no order; nothing may be added or removed meanwhile.</summary>
    public IEnumerable<(uint Hash, int Number)> All()
    {
        foreach (var entry in _entries)
        {
            if (entry != 0)
            {
                yield return ((uint)(entry >> 32), (int)(uint)entry - 1);
            }
        }
    }

    private void Resize(int length)
    {
        var old = _entries;
        _entries = new ulong[length];
        foreach (var entry in old)
        {
            if (entry != 0)
            {
                Put(entry);
            }
        }
    }

    private void Put(ulong entry)
    {
        var at = Home((uint)(entry >> 32), _entries);
        while (_entries[at] != 0)
        {
            at = After(at, _entries);
        }

        _entries[at] = entry;
    }

    private static int Home(uint hash, ulong[] entries) => (int)(((ulong)hash * (ulong)entries.Length) >> 32);

    private static int After(int at, ulong[] entries) => at + 1 == entries.Length ? 0 : at + 1;

    private int Steps(int from, int to) => to >= from ? to - from : to - from + _entries.Length;

    /// <summary>Walks the entries of one hash.</summary>
    public struct Probe(ulong[] entries, uint hash)
    {
        private int _at = Home(hash, entries);

        /// <summary>Where it stands.</summary>
        public int Number { get; private set; }

        /// <summary>Goes to the next; false after the last.</summary>
        public bool MoveNext()
        {
            ulong entry;
            while ((entry = entries[_at]) != 0)
            {
                _at = After(_at, entries);
                if ((uint)(entry >> 32) == hash)
                {
                    Number = (int)(uint)entry - 1;
                    return true;
                }
            }

            return false;
        }
    }
}
