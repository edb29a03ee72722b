using System.Text;
using Fulfillment.Streams.State.Ads;

namespace Fulfillment.Streams.State;

public sealed partial class Lane
{
    /// <summary>Reads a snapshot of format version 2: the whole state in one piece, and windows that are made again instead.</summary>
    private void ReadWhole(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state), Encoding.UTF8);
        ReadPosition(reader);
        Words.Symbols.ReadWhole(reader);
        Clock.Read(reader);
        _seen.ReadWhole(reader);
        _closed.ReadWhole(reader);
        for (var shops = reader.ReadInt32(); shops > 0; shops--)
        {
            ReadWhole(Shops.Restored(reader.Read7BitEncodedInt()), reader);
        }

        TouchAll(); // the next snapshot begins a chain of its own
    }

    private static void ReadWhole(Shop shop, BinaryReader reader)
    {
        shop.Read(reader);
        for (var orders = reader.ReadInt32(); orders > 0; orders--)
        {
            shop.Orders.ReadEarlier(reader.ReadByteArray(), reader);
        }

        for (var ads = reader.ReadInt32(); ads > 0; ads--)
        {
            shop.Ads.Restore(AdKey.Read(reader), reader);
        }

        for (var skus = reader.ReadInt32(); skus > 0; skus--)
        {
            var sku = shop.Sku(reader.Read7BitEncodedInt());
            sku.Stock.Read(reader);
            sku.Sales.ReadWhole(reader);
            sku.ReadWritten(reader);
        }
    }
}
