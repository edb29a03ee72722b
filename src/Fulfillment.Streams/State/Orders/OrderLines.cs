using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>Reads an order's lines from a batch, and orders two sets of lines so that ties have one winner everywhere.</summary>
internal static class OrderLines
{
    /// <summary>Fills lines with those of an event.</summary>
    public static void Read(OrderColumns events, int row, Symbols symbols, OrderText text, OrderLine[] lines)
    {
        var from = events.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            var at = events.LineStart[row] + i;
            lines[i] = new OrderLine(
                text.Add(from.Text[from.LineId[at]]),
                symbols.Of(from.Text[from.Sku[at]]),
                from.Quantity[at],
                from.UnitPrice[at],
                symbols.Of(from.Text[from.CampaignId[at]]));
        }
    }

    /// <summary>The lines of an event against those held.</summary>
    public static int Compare(OrderColumns events, int row, OrderLine[] held, OrderText text, Symbols symbols)
    {
        for (var i = 0; i < Math.Min(events.LineCount[row], held.Length); i++)
        {
            var difference = Compare(events.Lines, events.LineStart[row] + i, held[i], text, symbols);
            if (difference != 0)
            {
                return difference;
            }
        }

        return events.LineCount[row].CompareTo(held.Length);
    }

    private static int Compare(OrderLineColumns said, int at, in OrderLine held, OrderText text, Symbols symbols)
    {
        var byId = said.Text[said.LineId[at]].SequenceCompareTo(text[held.LineId]);
        var bySku = byId != 0 ? byId : said.Text[said.Sku[at]].SequenceCompareTo(symbols[held.Sku]);
        var byCampaign = bySku != 0 ? bySku : said.Text[said.CampaignId[at]].SequenceCompareTo(symbols[held.Campaign]);
        return byCampaign != 0 ? byCampaign : (said.Quantity[at], said.UnitPrice[at]).CompareTo((held.Quantity, held.UnitPrice));
    }
}
