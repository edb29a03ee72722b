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
    private readonly int _stageCount;
    private readonly OrderLine[]? _lines;

    /// <summary>Nothing.</summary>
    public OrderFacts() => SoldAt = Absent.Number;

    private OrderFacts(Order order, DispatchPolicy policy, Vocabulary words, ref StageEnd[] stages)
    {
        CreatedAt = Second(Or(order.Number(OrderField.CreateTime), order.FirstEventAt));
        PaidAt = Second(order.Number(OrderField.PaidTime));
        Status = order.Symbol(OrderField.Status);
        Region = RegionOf(order, words);
        StartAt = StartOf(order, words);
        SoldAt = SoldAtOf(order, words);
        _lines = order.Lines;

        var scans = Earliest(order.Packages);
        LabelAt = Second(Milestones.Earliest(order.LabelStatusAt, scans.Label));
        AcceptedAt = Second(Milestones.Earliest(order.AcceptedStatusAt, scans.Accepted));
        FirstAttemptAt = Second(scans.FirstAttempt);
        DeliveredAt = Second(Milestones.Earliest(order.DeliveredStatusAt, scans.Delivered));
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

        IsLateDelivery = DeliveredAt > DeliverBy;
        _stageCount = Parcels.Stages(order, StartAt, DeliverBy, ref stages);
        _stages = stages;
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

    public ReadOnlySpan<StageEnd> Stages => _stages.AsSpan(0, _stageCount);

    /// <summary>The facts of an order as it is now; none while only scans spoke of it.</summary>
    /// <param name="order">The order. Its lines are the facts' too, so they are valid as long as the order is worked on.</param>
    /// <param name="policy">What deadlines follow where the platform said none.</param>
    /// <param name="words">The lane's.</param>
    /// <param name="stages">Memory for the stages; made larger where it does not do.</param>
    public static OrderFacts Of(Order order, DispatchPolicy policy, Vocabulary words, ref StageEnd[] stages) =>
        order.IsKnown ? new OrderFacts(order, policy, words, ref stages) : None;

    /// <summary>The region an order counts under. ALL is the sum over regions, so no order can be of it.</summary>
    internal static int RegionOf(Order order, Vocabulary words)
    {
        var region = order.Symbol(OrderField.Region);
        return region == Symbols.Empty || region == words.AllRegions ? words.UnknownRegion : region;
    }

    /// <summary>When an order's units count as sold; absent where they do not.</summary>
    internal static long SoldAtOf(Order order, Vocabulary words) =>
        order.Symbol(OrderField.Status) != words.Cancelled && order.Number(OrderField.IsSample) is not > 0
            ? StartOf(order, words) : Absent.Number;

    /// <summary>Whole seconds, held to what a DateTime column can say: 1970 to 2106.</summary>
    internal static long Second(long time) =>
        time == Absent.Number ? time : Math.Clamp(time, 0, uint.MaxValue * 1000L) / 1000 * 1000;

    private static long Or(long value, long otherwise) => value == Absent.Number ? otherwise : value;

    private static long StartOf(Order order, Vocabulary words)
    {
        var paid = order.Number(OrderField.PaidTime);
        var status = order.Symbol(OrderField.Status);
        var isPast = status != words.Unpaid && status != words.OnHold && status != Symbols.Empty;
        return Second(paid != Absent.Number ? paid : isPast ? order.Number(OrderField.CreateTime) : Absent.Number);
    }

    private static (long Label, long Accepted, long FirstAttempt, long Delivered) Earliest(ReadOnlySpan<Package> packages)
    {
        long label = Absent.Number, accepted = label, attempt = label, delivered = label;
        foreach (var package in packages)
        {
            label = Milestones.Earliest(label, package.LabelAt);
            accepted = Milestones.Earliest(accepted, package.AcceptedAt);
            attempt = Milestones.Earliest(attempt, package.FirstAttemptAt);
            delivered = Milestones.Earliest(delivered, package.DeliveredAt);
        }

        return (label, accepted, attempt, delivered);
    }
}
