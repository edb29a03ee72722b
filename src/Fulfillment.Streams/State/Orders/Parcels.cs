using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// The parcels of an order and the stages they ended. Scans speak per package; where no package has reached a milestone but
/// the order's status has, the status speaks for the first package, or for the order's only parcel where none is known.
/// </summary>
internal static class Parcels
{
    /// <summary>Accepted and delivered of each parcel, whole seconds, absent where not reached.</summary>
    public static (long Accepted, long Delivered)[] Of(Order order)
    {
        var parcels = order.Packages.Count == 0
            ? [(Absent.Number, Absent.Number)]
            : order.Packages.Select(p => (OrderFacts.Second(p.AcceptedAt), OrderFacts.Second(p.DeliveredAt))).ToArray();
        ref var first = ref parcels[0];
        if (parcels.All(p => p.Item1 == Absent.Number))
        {
            first.Item1 = OrderFacts.Second(order.AcceptedStatusAt);
        }

        if (parcels.All(p => p.Item2 == Absent.Number))
        {
            first.Item2 = OrderFacts.Second(DeliveredByStatus(order));
        }

        return parcels;
    }

    /// <summary>DELIVERED as a status, unless a return scan of any package follows it.</summary>
    public static long DeliveredByStatus(Order order) =>
        order.Packages.Exists(p => p.LastCorrection >= order.DeliveredStatusAt) ? Absent.Number : order.DeliveredStatusAt;

    /// <summary>The stages that have both ends.</summary>
    public static StageEnd[] Stages((long Accepted, long Delivered)[] parcels, long start, long deliverBy)
    {
        var stages = new List<StageEnd>(3 * parcels.Length);
        foreach (var (accepted, delivered) in parcels)
        {
            Add(stages, Stage.Processing, start, accepted, Promise.None);
            Add(stages, Stage.Transit, accepted, delivered, Promise.None);
            var kept = deliverBy == Absent.Number ? Promise.None : delivered <= deliverBy ? Promise.OnTime : Promise.Late;
            Add(stages, Stage.OrderToDelivery, start, delivered, kept);
        }

        return [.. stages];
    }

    private static void Add(List<StageEnd> stages, Stage stage, long from, long to, Promise promise)
    {
        if (from != Absent.Number && to != Absent.Number)
        {
            stages.Add(new StageEnd(stage, to, (int)Math.Clamp((to - from) / 1000, 0, int.MaxValue), promise));
        }
    }
}
