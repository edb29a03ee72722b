using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>What was read, as one number: equal where every field of every event is.</summary>
internal sealed class Digest
{
    private readonly XxHash3 hash = new();

    public ulong Value => hash.GetCurrentHashAsUInt64();

    public void Add(EventColumns events)
    {
        for (var row = 0; row < events.Count; row++)
        {
            Add(events.Text, events.EventId[row], events.ShopId[row]);
            Add(events.EventTime[row]);
            switch (events)
            {
                case OrderColumns orders: Add(orders, row); break;
                case TrackingColumns scans: Add(scans, row); break;
                case AdSpendColumns ads: Add(ads, row); break;
                default: throw new ArgumentException("Only three topics take part.", nameof(events));
            }
        }
    }

    public void Add(OrderEvent e)
    {
        Add(e.EventId, e.ShopId);
        Add(Time(e.EventTime));
        Add(e.OrderId, e.Status == "CANCEL" ? "CANCELLED" : e.Status, e.Region, e.BuyerId, e.FulfillmentType, e.ShippingType,
            e.OrderType, e.WarehouseId, e.Currency, e.CancelInitiator, e.CancelReason);
        Add(Time(e.CreateTime), Time(e.PaidTime), e.HandlingDays ?? Absent.Number, Time(e.ReleaseTime),
            e.IsSample is { } sample ? (sample ? 1 : 0) : Absent.Number, Time(e.TtsSlaTime), Time(e.DeliverySlaTime), e.Lines?.Count ?? -1);
        foreach (var line in e.Lines ?? [])
        {
            Add(line.LineId, line.Sku, line.CampaignId);
            Add(line.Quantity, Micros(line.UnitPrice));
        }
    }

    public void Add(TrackingEvent e)
    {
        Add(e.EventId, e.ShopId);
        Add(Time(e.EventTime));
        Add(e.OrderId, e.PackageId, e.Carrier, e.TrackingNumber, e.Status, e.Description, e.Location);
        Add(e.Lines?.Count ?? -1);
        Add([.. e.Lines ?? []]);
    }

    public void Add(AdSpendEvent e)
    {
        Add(e.EventId, e.ShopId);
        Add(Time(e.EventTime));
        Add(e.CampaignId, e.AdGroupId, e.Sku, e.Region, e.Currency, e.Kind);
        Add(Time(e.Hour), Micros(e.Spend), e.Impressions ?? Absent.Number, e.Clicks ?? Absent.Number, e.Conversions ?? Absent.Number,
            Micros(e.Gmv), e.Revision ?? Absent.Number);
    }

    private void Add(OrderColumns c, int row)
    {
        var status = c.Text[c.Status[row]];
        Add(c.Text, c.OrderId[row]);
        Add(status.SequenceEqual("CANCEL"u8) ? "CANCELLED"u8 : status);
        Add(c.Text, c.Region[row], c.BuyerId[row], c.FulfillmentType[row], c.ShippingType[row],
            c.OrderType[row], c.WarehouseId[row], c.Currency[row], c.CancelInitiator[row], c.CancelReason[row]);
        Add(c.CreateTime[row], c.PaidTime[row], c.HandlingDays[row], c.ReleaseTime[row], c.IsSample[row], c.DispatchDeadline[row], c.DeliverBy[row],
            c.LineCount[row]);
        for (var line = c.LineStart[row]; line < c.LineStart[row] + c.LineCount[row]; line++)
        {
            Add(c.Text, c.Lines.LineId[line], c.Lines.Sku[line], c.Lines.CampaignId[line]);
            Add(c.Lines.Quantity[line], c.Lines.UnitPrice[line]);
        }
    }

    private void Add(TrackingColumns c, int row)
    {
        Add(c.Text, c.OrderId[row], c.PackageId[row], c.Carrier[row], c.TrackingNumber[row], c.RawStatus[row], c.Description[row], c.Location[row]);
        Add(c.LineCount[row]);
        for (var line = c.LineStart[row]; line < c.LineStart[row] + c.LineCount[row]; line++)
        {
            Add(c.Text, c.Lines.LineId[line]);
        }
    }

    private void Add(AdSpendColumns c, int row)
    {
        Add(c.Text, c.CampaignId[row], c.AdGroupId[row], c.Sku[row], c.Region[row], c.Currency[row], c.Kind[row]);
        Add(c.Hour[row], c.Spend[row], c.Impressions[row], c.Clicks[row], c.Conversions[row], c.Gmv[row], c.Revision[row]);
    }

    private void Add(params ReadOnlySpan<long> numbers) => hash.Append(MemoryMarshal.AsBytes(numbers));

    private void Add(Utf8Arena text, params ReadOnlySpan<Utf8Slice> slices)
    {
        foreach (var slice in slices)
        {
            Add(text[slice]);
        }
    }

    private void Add(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            Add(Encoding.UTF8.GetBytes(text ?? "").AsSpan());
        }
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        hash.Append(text);
        hash.Append("|"u8);
    }

    private static long Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() ?? Absent.Number;

    private static long Micros(decimal? amount) => amount is { } given ? (long)(given * 1_000_000) : Absent.Number;
}
