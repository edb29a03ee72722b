using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>Reads an order's lines from a batch, and orders two sets of lines so that ties have one winner everywhere.</summary>
internal static class OrderLines
{
    public static OrderLine[] Read(OrderColumns events, int row, Symbols symbols)
    {
        var lines = new OrderLine[events.LineCount[row]];
        var from = events.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            var at = events.LineStart[row] + i;
            lines[i] = new OrderLine(
                from.Text[from.LineId[at]].ToArray(),
                symbols.Of(from.Text[from.Sku[at]]),
                from.Quantity[at],
                from.UnitPrice[at],
                symbols.Of(from.Text[from.CampaignId[at]]));
        }

        return lines;
    }

    public static int Compare(OrderLine[] a, OrderLine[] b, Symbols symbols)
    {
        for (var i = 0; i < Math.Min(a.Length, b.Length); i++)
        {
            var difference = Compare(a[i], b[i], symbols);
            if (difference != 0)
            {
                return difference;
            }
        }

        return a.Length.CompareTo(b.Length);
    }

    private static int Compare(in OrderLine a, in OrderLine b, Symbols symbols)
    {
        var byId = a.LineId.AsSpan().SequenceCompareTo(b.LineId);
        var bySku = byId != 0 ? byId : symbols[a.Sku].AsSpan().SequenceCompareTo(symbols[b.Sku]);
        var byCampaign = bySku != 0 ? bySku : symbols[a.Campaign].AsSpan().SequenceCompareTo(symbols[b.Campaign]);
        return byCampaign != 0 ? byCampaign : (a.Quantity, a.UnitPrice).CompareTo((b.Quantity, b.UnitPrice));
    }

    public static void Write(BinaryWriter writer, OrderLine[] lines)
    {
        writer.Write7BitEncodedInt(lines.Length);
        foreach (var line in lines)
        {
            writer.WriteBytes(line.LineId);
            writer.Write7BitEncodedInt(line.Sku);
            writer.Write7BitEncodedInt64(line.Quantity);
            writer.Write7BitEncodedInt64(line.UnitPrice);
            writer.Write7BitEncodedInt(line.Campaign);
        }
    }

    public static OrderLine[] ReadSnapshot(BinaryReader reader)
    {
        var lines = new OrderLine[reader.Read7BitEncodedInt()];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = new OrderLine(
                reader.ReadByteArray(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt64(),
                reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt());
        }

        return lines;
    }
}
