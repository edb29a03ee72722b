using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// The parcels of an order and the stages they ended. Scans speak per package; where no package has reached a milestone but
/// the order's status has, the status speaks for the first package, or for the order's only parcel where none is known.
/// </summary>
internal static class Parcels
{
    /// <summary>The stages that have both ends, times in whole seconds; gives how many there are.</summary>
    public static int Stages(Order order, long start, long deliverBy, ref StageEnd[] stages)
    {
        var packages = order.Packages;
        var count = Math.Max(1, packages.Length);
        if (stages.Length < 3 * count)
        {
            stages = new StageEnd[3 * count];
        }

        var used = 0;
        var (isAccepted, isDelivered) = Reached(packages);
        for (var i = 0; i < count; i++)
        {
            var accepted = i == 0 && !isAccepted ? order.AcceptedStatusAt : packages[i].AcceptedAt;
            var delivered = i == 0 && !isDelivered ? order.DeliveredStatusAt : packages[i].DeliveredAt;
            accepted = OrderFacts.Second(accepted);
            delivered = OrderFacts.Second(delivered);
            var kept = deliverBy == Absent.Number ? Promise.None : delivered <= deliverBy ? Promise.OnTime : Promise.Late;
            Add(stages, ref used, Stage.Processing, start, accepted, Promise.None);
            Add(stages, ref used, Stage.Transit, accepted, delivered, Promise.None);
            Add(stages, ref used, Stage.OrderToDelivery, start, delivered, kept);
        }

        return used;
    }

    private static (bool Accepted, bool Delivered) Reached(ReadOnlySpan<Package> packages)
    {
        bool accepted = false, delivered = false;
        foreach (var package in packages)
        {
            accepted |= package.AcceptedAt != Absent.Number;
            delivered |= package.DeliveredAt != Absent.Number;
        }

        return (accepted, delivered);
    }

    private static void Add(Span<StageEnd> stages, ref int used, Stage stage, long from, long to, Promise promise)
    {
        if (from != Absent.Number && to != Absent.Number)
        {
            stages[used++] = new StageEnd(stage, to, (int)Math.Clamp((to - from) / 1000, 0, int.MaxValue), promise);
        }
    }
}
