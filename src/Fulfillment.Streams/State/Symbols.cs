namespace Fulfillment.Streams.State;

/// <summary>
/// Small integers for texts that repeat (shops, SKUs, regions, campaigns, statuses). Numbers depend on arrival, so
/// they never leave the lane and never decide an order. Not thread-safe; one per lane.
/// </summary>
public sealed class Symbols
{
    /// <summary>The number of the empty text.</summary>
    public const int Empty = 0;

    private readonly Dictionary<byte[], int> _numbers = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;
    private readonly List<byte[]> _texts = [];

    /// <summary>A table that knows only the empty text.</summary>
    public Symbols()
    {
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        Of([]);
    }

    /// <summary>How many texts are known.</summary>
    public int Count => _texts.Count;

    /// <summary>The text of a number, UTF-8.</summary>
    public byte[] this[int number] => _texts[number];

    /// <summary>The number of a text, a new one where it was not seen before.</summary>
    public int Of(ReadOnlySpan<byte> text)
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

    /// <summary>Writes all texts in the order of their numbers.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(_texts.Count);
        foreach (var text in _texts)
        {
            writer.WriteBytes(text);
        }
    }

    /// <summary>Restores into an empty table; numbers are as they were.</summary>
    public void Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            Of(reader.ReadByteArray());
        }
    }
}
