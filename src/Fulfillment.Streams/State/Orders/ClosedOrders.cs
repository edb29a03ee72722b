using System.IO.Hashing;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Packed;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// Orders that were forgotten. What is said of one later is late: merged into an empty order it would write a row that lacks
/// everything said before. 8 bytes of hash each, for as long as <see cref="LaneOptions.ClosedOrders"/> allows. Not thread-safe.
/// </summary>
internal sealed class ClosedOrders(int max)
{
    private readonly PackedSet _ids = new();
    private readonly Queue<ulong> _oldestFirst = new();
    private readonly List<ulong> _added = []; // that no snapshot has yet
    private readonly Queue<(uint Generation, int Count)> _written = new(); // snapshots that have some, and how many
    private int _dropped; // of the oldest written ones

    /// <summary>Whether an order was forgotten.</summary>
    public bool Contains(int shop, ReadOnlySpan<byte> orderId) =>
        _ids.Count > 0 && _ids.Contains(XxHash3.HashToUInt64(orderId, shop));

    /// <summary>Asks for the memory where an order that was forgotten is.</summary>
    public void Foresee(int shop, ReadOnlySpan<byte> orderId)
    {
        if (_ids.Count > 0)
        {
            _ids.Foresee(XxHash3.HashToUInt64(orderId, shop));
        }
    }

    /// <summary>Notes that an order is forgotten, and forgets the oldest note where there are too many.</summary>
    public void Add(int shop, ReadOnlySpan<byte> orderId) => Add(XxHash3.HashToUInt64(orderId, shop));

    /// <summary>Takes over for a snapshot what was added since the last, and what was forgotten whole.</summary>
    /// <param name="records">Gets the ids.</param>
    /// <param name="generation">Counts snapshots; part of the key, so that ids once written are never written again.</param>
    public void Begin(StateRecords records, uint generation)
    {
        while (_written.TryPeek(out var oldest) && oldest.Count <= _dropped)
        {
            _written.Dequeue();
            _dropped -= oldest.Count;
            records.Key(RecordKind.Closed).Write(oldest.Generation);
            records.Gone();
        }

        if (_added.Count > 0)
        {
            records.Key(RecordKind.Closed).Write(generation);
            records.Value().Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_added)));
            records.End();
            _written.Enqueue((generation, _added.Count));
            _added.Clear();
        }
    }

    /// <summary>Takes ids from the snapshots that have some, oldest first.</summary>
    public void Restore(IEnumerable<(uint Generation, byte[] Ids)> written)
    {
        foreach (var (generation, ids) in written)
        {
            var hashes = MemoryMarshal.Cast<byte, ulong>(ids);
            _written.Enqueue((generation, hashes.Length));
            foreach (var hash in hashes)
            {
                Add(hash);
            }

            _added.Clear();
        }
    }

    /// <summary>Everything, as if it had just been added: for a snapshot that does not build on another.</summary>
    public void TouchAll()
    {
        _written.Clear();
        _added.Clear();
        _added.AddRange(_oldestFirst);
        _dropped = 0;
    }

    /// <summary>Reads what format version 2 held.</summary>
    public void ReadWhole(BinaryReader reader)
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
            _added.Add(id);
        }

        while (_oldestFirst.Count > max)
        {
            _ids.Remove(_oldestFirst.Dequeue());
            _dropped++;
        }
    }
}
