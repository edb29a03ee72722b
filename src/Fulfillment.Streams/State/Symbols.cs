using System.Buffers.Binary;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State;

/// <summary>
/// Small integers for texts that repeat (shops, SKUs, regions, campaigns, statuses). Numbers depend on arrival, so
/// they never leave the lane and never decide an order. Not thread-safe; one per lane.
/// </summary>
public sealed class Symbols
{
    /// <summary>The number of the empty text.</summary>
    public const int Empty = 0;

    private const int RecentBits = 10;

    private readonly Dictionary<byte[], int> _numbers = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly List<byte[]> _texts = [];
    private readonly int[] _recent = new int[1 << RecentBits]; // numbers; at first of the empty text
    private int _written;

    /// <summary>A table that knows only the empty text.</summary>
    public Symbols()
    {
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        Find([]);
    }

    /// <summary>How many texts are known.</summary>
    public int Count => _texts.Count;

    /// <summary>The text of a number, UTF-8.</summary>
    public byte[] this[int number] => _texts[number];

    /// <summary>The number of a text, a new one where it was not seen before.</summary>
    public int Of(ReadOnlySpan<byte> text)
    {
        // most texts are among the few hundred that were asked for lately, and comparing one is cheaper than hashing it well
        ref var recent = ref _recent[PlaceOf(text)];
        if (!text.SequenceEqual(_texts[recent]))
        {
            recent = Find(text);
        }

        return recent;
    }

    /// <summary>Writes the texts that no snapshot has yet.</summary>
    internal void Write(StateRecords records)
    {
        for (; _written < _texts.Count; _written++)
        {
            records.Key(RecordKind.Symbols).Write7BitEncodedInt(_written);
            records.Value().WriteBytes(_texts[_written]);
            records.End();
        }
    }

    /// <summary>Replaces all texts by those of a snapshot, given in any order; numbers are as they were.</summary>
    internal void Restore(IEnumerable<(int Number, byte[] Text)> texts)
    {
        _numbers.Clear();
        _texts.Clear();
        Array.Clear(_recent);
        foreach (var (number, text) in texts.OrderBy(t => t.Number))
        {
            if (Find(text) != number)
            {
                throw new InvalidDataException($"Symbol {number} is missing in the snapshot.");
            }
        }

        _written = _texts.Count;
        Find([]); // known already, unless the snapshot is of before anything was
    }

    /// <summary>Everything, as if it were new: for a snapshot that does not build on another.</summary>
    internal void TouchAll() => _written = 0;

    /// <summary>Reads what format version 2 held, into an empty table.</summary>
    internal void ReadWhole(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            Of(reader.ReadByteArray());
        }
    }

    /// <summary>Where a text is among the recent ones, by its ends and its length: names that go together differ there.</summary>
    private static int PlaceOf(ReadOnlySpan<byte> text)
    {
        var (head, tail) = text.Length switch
        {
            >= sizeof(uint) => (BinaryPrimitives.ReadUInt32LittleEndian(text), BinaryPrimitives.ReadUInt32LittleEndian(text[^sizeof(uint)..])),
            > 0 => (text[0], text[^1]),
            _ => (0u, 0u),
        };
        return (int)((((head * 0x9E37_79B9) ^ (tail * 0x85EB_CA6B) ^ (uint)text.Length) * 0x27D4_EB2F) >> (32 - RecentBits));
    }

    private int Find(ReadOnlySpan<byte> text)
    {
        if (_bySpan.TryGetValue(text, out var number))
        {
            return number;
        }

        var copy = text.ToArray();
        _numbers.Add(copy, _texts.Count);
        _texts.Add(copy);
        return _texts.Count - 1;
    }
}
