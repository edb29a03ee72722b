using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

public sealed partial class Lane
{
    /// <summary>Takes over the state of a snapshot, into a lane that has none. Windows are made again from what is in it.</summary>
    /// <exception cref="InvalidDataException">The records contradict each other.</exception>
    /// <exception cref="IOException">The records are not whole.</exception>
    public void Restore(StoredState state)
    {
        if (state.FormatVersion == WholeSnapshots.FormatVersion)
        {
            ReadWhole(state.Blobs[0]);
        }
        else
        {
            RestoreSymbols(state.Blobs);
            RestoreRecords(state.Blobs);
        }

        MakeWindows();
    }

    /// <summary>Shops and orders refer to texts by number, and records come in any order.</summary>
    private void RestoreSymbols(IReadOnlyList<byte[]> blobs)
    {
        var texts = new List<(int, byte[])>();
        foreach (var blob in blobs)
        {
            using var records = new RecordReader(blob);
            while (records.MoveNext())
            {
                if (records.Kind == RecordKind.Symbols)
                {
                    var reader = records.Read();
                    texts.Add((reader.Read7BitEncodedInt(), reader.ReadByteArray()));
                }
            }
        }

        Words.Restore(texts);
    }

    private void RestoreRecords(IReadOnlyList<byte[]> blobs)
    {
        var closed = new SortedDictionary<uint, byte[]>();
        foreach (var blob in blobs)
        {
            using var records = new RecordReader(blob);
            while (records.MoveNext())
            {
                if (records.Kind == RecordKind.Closed)
                {
                    RestoreClosed(closed, records);
                }
                else if (records.Kind != RecordKind.Symbols)
                {
                    Restore(records);
                }
            }
        }

        _closed.Restore(closed.Select(c => (c.Key, c.Value)));
    }

    private static void RestoreClosed(SortedDictionary<uint, byte[]> closed, RecordReader records)
    {
        var generation = records.Read().ReadUInt32();
        if (records.IsGone)
        {
            closed.Remove(generation);
        }
        else
        {
            closed[generation] = records.Value;
        }
    }

    private void Restore(RecordReader records)
    {
        var reader = records.Read();
        switch (records.Kind)
        {
            case RecordKind.Lane:
                ReadHeader(reader);
                return;
            case RecordKind.Seen:
                _seen.Restore(reader.ReadInt64(), reader.ReadUInt32(), records.IsGone ? null : records.Value);
                return;
            case RecordKind.Shop when records.IsGone:
                Shops.Forget(reader.Read7BitEncodedInt());
                return;
        }

        var symbol = reader.Read7BitEncodedInt();
        if (records.IsGone && !Shops.Has(symbol))
        {
            return; // it went with its shop
        }

        var shop = Shops.Restored(symbol);
        switch (records.Kind)
        {
            case RecordKind.Shop:
                shop.Read(reader);
                break;
            case RecordKind.Order:
                RestoreOrder(shop.Orders, records, reader);
                break;
            case RecordKind.Ad:
                shop.Ads.Restore(AdKey.Read(reader), records.IsGone ? null : reader);
                break;
            case RecordKind.Sku or RecordKind.Stock when records.IsGone:
                shop.Forget(reader.Read7BitEncodedInt());
                break;
            case RecordKind.Sku:
                shop.Sku(reader.Read7BitEncodedInt()).Read(reader);
                break;
            case RecordKind.Stock:
                shop.Sku(reader.Read7BitEncodedInt()).Stock.Read(reader);
                break;
            default:
                throw new InvalidDataException($"The snapshot has a record of kind {(byte)records.Kind}, which this program does not know.");
        }
    }

    private static void RestoreOrder(OrderLedger orders, RecordReader records, BinaryReader reader)
    {
        var id = reader.ReadByteArray();
        if (records.IsGone)
        {
            orders.Forget(id);
        }
        else
        {
            orders.Restore(records.KeyAndValue, reader);
        }
    }

    /// <summary>
    /// Windows are not part of a snapshot: they follow from the orders and statements that are. So they can neither contradict them
    /// nor go on with a formula of an older program.
    /// </summary>
    private void MakeWindows()
    {
        foreach (var shop in Shops.All)
        {
            _unsettled[shop] = _flushes;
        }

        if (_forgottenBefore != EventTime.None)
        {
            KeepFrom(_forgottenBefore);
        }

        foreach (var shop in Shops.All)
        {
            foreach (var sku in shop.Skus)
            {
                sku.Sales.Add(sku.CarriedSales);
            }

            foreach (var facts in shop.Orders.Facts())
            {
                foreach (var analytic in Analytics)
                {
                    analytic.Restore(shop, facts);
                }
            }

            foreach (var (key, figures) in shop.Ads.Statements())
            {
                foreach (var analytic in Analytics)
                {
                    analytic.Restore(shop, key, figures);
                }
            }
        }

        foreach (var analytic in Analytics)
        {
            analytic.Restored();
        }
    }
}
