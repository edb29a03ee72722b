using System.Text.Json;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// A parcel from label to doorstep. Far states take longer; some parcels are never scanned on the way, fail an
/// attempt, get lost, or come back after they were delivered.
/// </summary>
internal sealed class ParcelLife(Simulation simulation, OrderMessages orders, ReturnLife returns)
{
    /// <summary>The seller prints a label and the carrier is told.</summary>
    public void Label(ParcelState parcel, long now)
    {
        var random = simulation.Random;
        Scanned(parcel, TrackingStatus.LabelCreated, now);

        // Carriers that pick up at the door skip the acceptance scan; a few parcels are first seen at the far end.
        var first = random.Below(1000) switch
        {
            < 150 => TrackingStatus.InTransit,
            < 165 => TrackingStatus.OutForDelivery,
            < 170 => TrackingStatus.Lost,
            _ => TrackingStatus.Accepted,
        };
        var zone = parcel.Order.From.Warehouse.ZoneOf(parcel.Order.Region);
        parcel.Hops = 1 + (zone / 3);
        parcel.HopMs = Durations.Transit.Draw(random) * (60 + (18 * zone)) / 100 / (parcel.Hops + 1);
        var wait = Durations.LabelToScan.Draw(random) + (first == TrackingStatus.OutForDelivery ? parcel.HopMs * parcel.Hops : 0);
        Next(parcel, first, now, ShopCalendar.SkipSunday(now + wait) - now);
    }

    /// <summary>The scan that was due happens.</summary>
    public void Take(ParcelState parcel, long now)
    {
        var status = parcel.Next;
        Scanned(parcel, status, now);
        if (status is TrackingStatus.Accepted or TrackingStatus.InTransit or TrackingStatus.OutForDelivery && !parcel.Accepted)
            Accepted(parcel, now);

        var random = simulation.Random;
        switch (status)
        {
            case TrackingStatus.Accepted or TrackingStatus.InTransit or TrackingStatus.Exception:
                OnTheWay(parcel, now);
                break;
            case TrackingStatus.OutForDelivery:
                var fails = parcel.Attempts < 2 && random.Chance(40_000);
                Next(parcel, fails ? TrackingStatus.AttemptFailed : TrackingStatus.Delivered, now, Durations.OutForDelivery.Draw(random));
                break;
            case TrackingStatus.AttemptFailed:
                parcel.Attempts++;
                Next(parcel, random.Chance(250_000) ? TrackingStatus.AvailableForPickup : TrackingStatus.OutForDelivery, now, 18 * Durations.Hour);
                break;
            case TrackingStatus.AvailableForPickup:
                Next(parcel, TrackingStatus.Delivered, now, random.Between(4 * Durations.Hour, 3 * Durations.Day));
                break;
            case TrackingStatus.Delivered:
                Delivered(parcel, now);
                break;
            case TrackingStatus.Returning:
                Next(parcel, TrackingStatus.Returned, now, parcel.HopMs * (parcel.Hops + 2));
                break;
            default:
                break; // returned or lost: nothing follows
        }
    }

    private void OnTheWay(ParcelState parcel, long now)
    {
        var random = simulation.Random;
        if (random.Chance(6_000))
            Next(parcel, TrackingStatus.Exception, now, parcel.HopMs);
        else if (random.Chance(1_500))
            Next(parcel, TrackingStatus.Lost, now, 10 * Durations.Day);
        else if (parcel.Hops-- > 0)
            Next(parcel, TrackingStatus.InTransit, now, parcel.HopMs);
        else
            Next(parcel, TrackingStatus.OutForDelivery, now, ShopCalendar.SkipSunday(now + parcel.HopMs) - now);
    }

    private void Accepted(ParcelState parcel, long now)
    {
        parcel.Accepted = true;
        var order = parcel.Order;
        if (++order.ParcelsAccepted == order.Parcels.Length)
            orders.Send(order, "IN_TRANSIT", now + Durations.Second, now, OrderFacts.None);
    }

    private void Delivered(ParcelState parcel, long now)
    {
        var random = simulation.Random;
        if (random.Chance(8_000))
        {
            // Scanned as delivered, then found undeliverable: the later scan corrects the earlier one.
            Next(parcel, TrackingStatus.Returning, now, random.Between(Durations.Hour, 30 * Durations.Hour));
            return;
        }

        var order = parcel.Order;
        if (++order.ParcelsDelivered < order.Parcels.Length)
            return;

        if (!random.Chance(30_000))
            orders.Send(order, "DELIVERED", now + Durations.Second, now, OrderFacts.None);
        var completed = now + simulation.Life(Durations.DeliveredToCompleted.Draw(random));
        simulation.Agenda.Add(completed, new Occurrence(OccurrenceKind.OrderStep, order, (long)OrderStep.Complete));
        returns.Consider(order, now);
    }

    private void Next(ParcelState parcel, TrackingStatus status, long now, long afterMs)
    {
        parcel.Next = status;
        simulation.Agenda.Add(now + simulation.Life(afterMs), new Occurrence(OccurrenceKind.ParcelStep, parcel));
    }

    private void Scanned(ParcelState parcel, TrackingStatus status, long now)
    {
        var random = simulation.Random;
        var order = parcel.Order;
        var json = simulation.Outbox.Begin(order.Shop, now, parcel.Carrier.LocalTime ? ShopCalendar.OffsetMinutes(now) : null);
        json.WriteText(Field.OrderId, "576", order.Number);
        var number = (order.Number * 10) + parcel.Index;
        json.WriteText(Field.PackageId, "P", number);
        json.WriteString(Field.Carrier, parcel.Carrier.Name);
        json.WriteText(Field.TrackingNumber, parcel.Carrier.TrackingPrefix, number);
        json.WriteString(Field.Status, parcel.Carrier.WordFor(status));
        if (status is not TrackingStatus.LabelCreated)
            json.WriteString(Field.Location, parcel.Hops > 0 && status is not TrackingStatus.Delivered ? "Sort facility" : order.Region.Code);
        if (status is TrackingStatus.LabelCreated && order.Parcels.Length > 1)
            WriteLines(json, parcel);

        simulation.Outbox.Send(Topic.Tracking, Durations.ScanFeed.Draw(random));
    }

    /// <summary>A split order's first package holds its first line, the second the rest.</summary>
    private static void WriteLines(Utf8JsonWriter json, ParcelState parcel)
    {
        json.WriteStartArray(Field.Lines);
        for (var i = 0; i < parcel.Order.Lines.Length; i++)
        {
            if ((i == 0) == (parcel.Index == 0))
                json.WriteTextValue("L", (parcel.Order.Number * 10) + i);
        }

        json.WriteEndArray();
    }
}
