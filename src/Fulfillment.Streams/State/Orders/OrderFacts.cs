using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// What an order's merged state means under the contract's definitions. A pure function of the order and the policy, so a
/// window is kept right by taking away the facts before a change and adding the facts after it. Times are Unix
/// milliseconds floored to whole seconds, as the views show them; absent where not reached.
/// </summary>
internal readonly struct OrderFacts
{
    /// <summary>Nothing is known and nothing contributes.</summary>
    public static readonly OrderFacts None = new();

    private readonly StageEnd[]? _stages;
    private readonly OrderLine[]? _lines;

    /// <summary>Nothing.</summary>
    public OrderFacts() => SoldAt = Absent.Number;

    private OrderFacts(Order order, DispatchPolicy policy, Vocabulary words)
    {
        CreatedAt = Second(Or(order.Number(OrderField.CreateTime), order.FirstEventAt));
        PaidAt = Second(order.Number(OrderField.PaidTime));
        Status = order.Symbol(OrderField.Status);
        var region = order.Symbol(OrderField.Region);
        Region = region == Symbols.Empty ? words.UnknownRegion : region;
        StartAt = StartOf(order, words);
        SoldAt = StartAt != Absent.Number && Status != words.Cancelled && order.Number(OrderField.IsSample) is not > 0
            ? StartAt : Absent.Number;
        _lines = order.Lines;

        LabelAt = Milestones.Earliest(order.LabelStatusAt, Earliest(order.Packages, p => p.LabelAt));
        AcceptedAt = Second(Milestones.Earliest(order.AcceptedStatusAt, Earliest(order.Packages, p => p.AcceptedAt)));
        FirstAttemptAt = Second(Earliest(order.Packages, p => p.FirstAttemptAt));
        LabelAt = Second(LabelAt);
        CancelledAt = Status == words.Cancelled ? Second(order.CancelledStatusAt) : Absent.Number;

        var promised = policy.For(new OrderPromise(
            CreatedAt,
            OrderTypes.FromUtf8(words.Symbols[order.Symbol(OrderField.OrderType)]),
            order.Number(OrderField.HandlingDays) is >= 0 and var days ? (int)Math.Min(days, int.MaxValue) : null,
            order.Number(OrderField.ReleaseTime) is var release && release == Absent.Number ? null : release));
        IsDeadlineEstimated = order.Number(OrderField.DispatchDeadline) == Absent.Number;
        DispatchDeadline = Second(Or(order.Number(OrderField.DispatchDeadline), promised.DispatchMs));
        DeliverBy = Second(Or(order.Number(OrderField.DeliverBy), promised.DeliverByMs));
        var dispatchedAt = policy.RulesFor(CreatedAt).Clock == DispatchClock.Label
            ? Milestones.Earliest(LabelAt, AcceptedAt) : AcceptedAt;
        IsLateDispatch = dispatchedAt > DispatchDeadline;

        var parcels = Parcels.Of(order);
        DeliveredAt = Second(Milestones.Earliest(
            Parcels.DeliveredByStatus(order), Earliest(order.Packages, p => p.DeliveredAt)));
        IsLateDelivery = DeliveredAt > DeliverBy;
        _stages = Parcels.Stages(parcels, StartAt, DeliverBy);
    }

    public int Status { get; }

    public int Region { get; }

    public long CreatedAt { get; }

    public long PaidAt { get; }

    /// <summary>When the order counts as begun: paid, or created where it went on without a payment time.</summary>
    public long StartAt { get; }

    /// <summary>When its units count as sold; absent for cancelled orders and samples.</summary>
    public long SoldAt { get; }

    public long LabelAt { get; }

    public long AcceptedAt { get; }

    public long FirstAttemptAt { get; }

    public long DeliveredAt { get; }

    public long CancelledAt { get; }

    public long DispatchDeadline { get; }

    public bool IsDeadlineEstimated { get; }

    public long DeliverBy { get; }

    public bool IsLateDispatch { get; }

    public bool IsLateDelivery { get; }

    public OrderLine[] Lines => _lines ?? [];

    public ReadOnlySpan<StageEnd> Stages => _stages;

    /// <summary>The facts of an order as it is now; none while only scans spoke of it.</summary>
    public static OrderFacts Of(Order order, DispatchPolicy policy, Vocabulary words) =>
        order.IsKnown ? new OrderFacts(order, policy, words) : None;

    internal static long Second(long time) =>
        time == Absent.Number ? time : EventTime.FloorDivide(time, 1000) * 1000;

    private static long Or(long value, long otherwise) => value == Absent.Number ? otherwise : value;

    private static long StartOf(Order order, Vocabulary words)
    {
        var paid = order.Number(OrderField.PaidTime);
        var status = order.Symbol(OrderField.Status);
        var isPast = status != words.Unpaid && status != words.OnHold && status != Symbols.Empty;
        return Second(paid != Absent.Number ? paid : isPast ? order.Number(OrderField.CreateTime) : Absent.Number);
    }

    private static long Earliest(List<Package> packages, Func<Package, long> moment)
    {
        var earliest = Absent.Number;
        foreach (var package in packages)
        {
            earliest = Milestones.Earliest(earliest, moment(package));
        }

        return earliest;
    }
}
