namespace Fulfillment.Streams.Events;

/// <summary>Events of the <c>plans</c> topic: an ad, live stream or promotion to come.</summary>
public sealed class PlanColumns : EventColumns
{
    /// <summary>An empty set of columns on its own arena.</summary>
    public PlanColumns()
        : base(new Utf8Arena())
    {
        PlanId = Slices();
        Sku = Slices();
        Kind = Slices();
        StartsAt = Numbers();
        EndsAt = Numbers();
        ExpectedSpend = Numbers();
        UpliftMicros = Numbers();
        Cancelled = Numbers();
    }

    /// <summary><c>plan_id</c>, required.</summary>
    public Column<Utf8Slice> PlanId { get; }

    /// <summary><c>sku</c>, required.</summary>
    public Column<Utf8Slice> Sku { get; }

    /// <summary><c>kind</c>, required: AD, LIVE or PROMO; unknown values are kept.</summary>
    public Column<Utf8Slice> Kind { get; }

    /// <summary><c>starts_at</c>, required, Unix milliseconds.</summary>
    public Column<long> StartsAt { get; }

    /// <summary><c>ends_at</c>, required, Unix milliseconds.</summary>
    public Column<long> EndsAt { get; }

    /// <summary><c>expected_spend</c>, micros, 0 or more.</summary>
    public Column<long> ExpectedSpend { get; }

    /// <summary><c>uplift</c>, millionths: the factor on demand, 0 or more.</summary>
    public Column<long> UpliftMicros { get; }

    /// <summary><c>cancelled</c>: 0 or 1.</summary>
    public Column<long> Cancelled { get; }
}
