using System.IO.Hashing;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// Orders that were forgotten. What is said of one later is late: merged into an empty order it would write a row that lacks
/// everything said before. 8 bytes of hash each, for as long as <see cref="LaneOptions.ClosedOrders"/> allows. Not thread-safe.
/// </summary>
internal sealed class ClosedOrders(int max)
{
    private readonly HashSet<ulong> _ids = [];
    private readonly Queue<ulong> _oldestFirst = new();

    /// <summary>Whether an order was forgotten.</summary>
    public bool Contains(int shop, ReadOnlySpan<byte> orderId) =>
        _ids.Count > 0 && _ids.Contains(XxHash3.HashToUInt64(orderId, shop));

    /// <summary>Notes that an order is forgotten, and forgets the oldest note where there are too many.</summary>
    public void Add(int shop, ReadOnlySpan<byte> orderId) => Add(XxHash3.HashToUInt64(orderId, shop));

    public void Write(BinaryWriter writer)
    {
        writer.Write(_oldestFirst.Count);
        foreach (var id in _oldestFirst)
        {
            writer.Write(id);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            Add(reader.ReadUInt64());
        }
    }

    private void Add(ulong id)
    {
        if (_ids.Add(id))
        {
            _oldestFirst.Enqueue(id);
        }

        while (_oldestFirst.Count > max)
        {
            _ids.Remove(_oldestFirst.Dequeue());
        }
    }
}
