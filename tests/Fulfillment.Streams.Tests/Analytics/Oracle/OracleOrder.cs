using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.Analytics.Oracle;

/// <summary>
/// An order as the contract defines it, found by asking the whole list of its events one question after another. Written from
/// CONTRACT and DOMAIN, not from the engine. Times are Unix milliseconds on whole seconds.
/// </summary>
internal sealed class OracleOrder
{
    private static readonly string[] CarrierHolds =
        ["ACCEPTED", "IN_TRANSIT", "OUT_FOR_DELIVERY", "AVAILABLE_FOR_PICKUP", "ATTEMPT_FAILED", "DELIVERED", "RETURNING", "RETURNED", "LOST"];

    private readonly OrderSaid[] _said; // last statement first
    private readonly ScanSaid[] _scans;

    public OracleOrder(string id, IEnumerable<OrderSaid> said, IEnumerable<ScanSaid> scans)
    {
        Id = id;
        _said = [.. said.OrderByDescending(s => s.At).ThenByDescending(s => s.EventId, StringComparer.Ordinal)];
        _scans = [.. scans];
    }

    public string Id { get; }

    public bool IsKnown => _said.Length > 0;

    public string Status => Canonical(_said[0].Status);

    public string Region => Last(s => s.Region) ?? "ZZ";

    public string BuyerId => Last(s => s.BuyerId) ?? "";

    public string FulfillmentType => Last(s => s.FulfillmentType) ?? "";

    public LineSaid[] Lines => Last(s => s.Lines) ?? [];

    public long CreatedAt => Second(LastNumber(s => s.CreateTime) ?? _said.Min(s => s.At));

    public long? PaidAt => Second(LastNumber(s => s.PaidTime));

    /// <summary>"at paid_time (where that is absent, at create_time once the status is past UNPAID and ON_HOLD)".</summary>
    public long? Start => PaidAt ?? (Status is "UNPAID" or "ON_HOLD" ? null : Second(LastNumber(s => s.CreateTime)));

    /// <summary>"unless the order is cancelled or a sample".</summary>
    public long? SoldAt => Status == "CANCELLED" || (_said.FirstOrDefault(s => s.IsSample is not null)?.IsSample ?? false) ? null : Start;

    public long? LabelAt => Second(Earliest(At("AWAITING_COLLECTION"), Scans("LABEL_CREATED")));

    public long? AcceptedAt => Second(Earliest(At("IN_TRANSIT"), Scans(CarrierHolds)));

    public long? FirstAttemptAt => Second(Earliest(Scans("ATTEMPT_FAILED", "AVAILABLE_FOR_PICKUP", "DELIVERED")));

    /// <summary>"the earliest delivery not followed by a correction".</summary>
    public long? DeliveredAt => Second(Earliest([.. Packages.Select(Delivered), DeliveredByStatus]));

    public long? CancelledAt => Status == "CANCELLED" ? Second(Earliest(At("CANCELLED"))) : null;

    public long DispatchDeadline => Second(LastNumber(s => s.DispatchDeadline) ?? Estimated.DispatchMs);

    public bool IsDeadlineEstimated => LastNumber(s => s.DispatchDeadline) is null;

    public long DeliverBy => Second(LastNumber(s => s.DeliverBy) ?? Estimated.DeliverByMs);

    public bool IsLateDispatch => DispatchedAt > DispatchDeadline;

    public bool IsLateDelivery => DeliveredAt > DeliverBy;

    /// <summary>
    /// One per package, or one where none is known. Where no package has reached a milestone but the order's status has, the
    /// status speaks for the first package by id.
    /// </summary>
    public IEnumerable<(long? Accepted, long? Delivered)> Parcels
    {
        get
        {
            var packages = Packages.ToArray();
            var accepted = packages.Select(p => Earliest(p.Where(s => CarrierHolds.Contains(s.Status)).Select(s => (long?)s.At))).ToArray();
            var delivered = packages.Select(Delivered).ToArray();
            for (var i = 0; i < Math.Max(1, packages.Length); i++)
            {
                var isFirst = i == 0;
                yield return (
                    Second(isFirst && accepted.All(a => a is null) ? Earliest(At("IN_TRANSIT")) : accepted[i]),
                    Second(isFirst && delivered.All(d => d is null) ? DeliveredByStatus : delivered[i]));
            }
        }
    }

    /// <summary>Until 2026-01-25 (the policy's edition of the day of creation) a label stops the clock.</summary>
    private long? DispatchedAt => DispatchPolicy.TikTokUs.RulesFor(CreatedAt).Clock == DispatchClock.Label
        ? Earliest([LabelAt, AcceptedAt]) : AcceptedAt;

    private IEnumerable<IGrouping<string, ScanSaid>> Packages => _scans.GroupBy(s => s.PackageId).OrderBy(g => g.Key, StringComparer.Ordinal);

    private long? DeliveredByStatus => At("DELIVERED").Where(d => !_scans.Any(s => IsCorrection(s) && s.At >= d)).Min();

    private OrderDeadlines Estimated => DispatchPolicy.TikTokUs.For(new OrderPromise(
        CreatedAt,
        Last(s => s.OrderType) switch { "PRE_ORDER" => OrderType.PreOrder, "MADE_TO_ORDER" => OrderType.MadeToOrder, _ => OrderType.Normal },
        (int?)LastNumber(s => s.HandlingDays)));

    public static long Second(long time) => time / 1000 * 1000;

    private static long? Second(long? time) => time is { } at ? Second(at) : null;

    private static long? Delivered(IEnumerable<ScanSaid> package) => package
        .Where(d => d.Status == "DELIVERED" && !package.Any(s => IsCorrection(s) && s.At >= d.At)).Min(d => (long?)d.At);

    private static bool IsCorrection(ScanSaid scan) => scan.Status is "RETURNING" or "RETURNED";

    private static string Canonical(string status) => status == "CANCEL" ? "CANCELLED" : status;

    private static long? Earliest(params IEnumerable<long?>[] moments) => moments.SelectMany(m => m).Min();

    private IEnumerable<long?> At(string status) => _said.Where(s => Canonical(s.Status) == status).Select(s => (long?)s.At);

    private IEnumerable<long?> Scans(params string[] statuses) => _scans.Where(s => statuses.Contains(s.Status)).Select(s => (long?)s.At);

    private T? Last<T>(Func<OrderSaid, T?> field)
        where T : class => _said.Select(field).FirstOrDefault(v => v is not null);

    private long? LastNumber(Func<OrderSaid, long?> field) => _said.Select(field).FirstOrDefault(v => v is not null);
}
