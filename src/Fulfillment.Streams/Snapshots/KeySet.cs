using System.Runtime.InteropServices;

namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// The keys a merge has met, as their 128-bit hashes: open addressing in memory of its own, given back at once, where a set of
/// objects would be tens of megabytes for the collector each time. Not thread-safe.
/// </summary>
internal sealed class KeySet : IDisposable
{
    private const int Least = 1 << 10; // places; a power of two
    private const int Most = 1 << 26; // a gibibyte
    private static readonly int PlaceBytes = Marshal.SizeOf<UInt128>();

    private NativeBuffer _places = new(Least * PlaceBytes); // the hash; 0 where free
    private int _mask = Least - 1;

    /// <summary>Number of keys.</summary>
    public int Count { get; private set; }

    private Span<UInt128> Places => MemoryMarshal.Cast<byte, UInt128>(_places.GetSpan());

    /// <summary>Adds a key; false where it is there already.</summary>
    public bool Add(UInt128 hash)
    {
        if (!Put(Places, hash == 0 ? 1 : hash)) // to take those two for one is no likelier than any other clash of 128 bits
        {
            return false;
        }

        if (++Count > (_mask + 1) / 4 * 3)
        {
            Grow();
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => ((IDisposable)_places).Dispose();

    private bool Put(Span<UInt128> places, UInt128 hash)
    {
        var at = (int)(ulong)hash & _mask;
        for (; places[at] != 0; at = (at + 1) & _mask)
        {
            if (places[at] == hash)
            {
                return false;
            }
        }

        places[at] = hash;
        return true;
    }

    private void Grow()
    {
        if (_mask + 1 == Most)
        {
            throw new InvalidOperationException("A lane has more than 50 million records: use more lanes, or a shorter retention.");
        }

        var full = _places;
        _places = new NativeBuffer(2 * (_mask + 1) * PlaceBytes);
        _mask = (2 * _mask) + 1;
        foreach (var hash in MemoryMarshal.Cast<byte, UInt128>(full.GetSpan()))
        {
            if (hash != 0)
            {
                Put(Places, hash);
            }
        }

        ((IDisposable)full).Dispose();
    }
}
