using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>The risk of one SKU as its events up to a moment tell it. Formulas: DOMAIN §5, in the classes beside this one.</summary>
internal readonly record struct StockoutRiskAt
{
    /// <summary>Longest cover that is told apart, days: ten years.</summary>
    public const double MaxDaysOfCover = 3650;

    public long AsOf { get; private init; }

    public long OnHand { get; private init; }

    /// <summary>Units due within the lead time.</summary>
    public long Inbound { get; private init; }

    public double LeadTimeDays { get; private init; }

    public Demand Demand { get; private init; }

    public DemandOverLeadTime OverLeadTime { get; private init; }

    /// <summary>Name of the distribution, UTF-8.</summary>
    public ReadOnlySpan<byte> Distribution => OverLeadTime.Kind switch
    {
        DemandDistribution.Poisson => "poisson"u8,
        DemandDistribution.NegativeBinomial => "negative_binomial"u8,
        _ => "normal"u8,
    };

    public double Probability { get; private init; }

    public double DaysOfCover { get; private init; }

    /// <summary>Unix milliseconds; null where it lasts longer than <see cref="MaxDaysOfCover"/>.</summary>
    public long? SellsOutAt { get; private init; }

    public double SafetyStock { get; private init; }

    public double ReorderPoint { get; private init; }

    public long SuggestedOrder { get; private init; }

    public ReadOnlySpan<byte> Risk => (OnHand, Probability) switch
    {
        ( <= 0, _) => "OUT"u8,
        (_, >= 0.5) => "CRITICAL"u8,
        (_, >= 0.2) => "HIGH"u8,
        (_, >= 0.05) => "MEDIUM"u8,
        _ => "LOW"u8,
    };

    /// <summary>The risk at a moment; null where no level was known by then.</summary>
    /// <param name="sku">The SKU.</param>
    /// <param name="days">Its days.</param>
    /// <param name="asOf">Unix milliseconds.</param>
    /// <param name="options">What is assumed where nothing is said.</param>
    public static StockoutRiskAt? Of(Sku sku, DemandDays days, long asOf, RiskOptions options)
    {
        if (sku.Stock.OnHandAt(asOf) is not { } onHand)
        {
            return null;
        }

        var lead = sku.Stock.LeadTimeDays ?? options.LeadTimeDays;
        var leadSd = sku.Stock.LeadTimeSdDays ?? options.LeadTimeSdDays;
        var demand = days.At(asOf, options.DemandDays);
        var arrivals = Arrivals(sku, asOf);
        double due = 0, inbound = 0;
        foreach (var arrival in arrivals)
        {
            due += arrival.Quantity;
            inbound += arrival.InDays <= lead ? arrival.Quantity : 0;
        }

        var overLead = DemandOverLeadTime.From(demand.PerDay, demand.VariancePerDay, lead, leadSd);
        var safety = StockoutRisk.SafetyStock.Units(options.ServiceLevel, Math.Sqrt(overLead.Variance));
        var reorder = StockoutRisk.ReorderPoint.Units(demand.PerDay, lead, safety);
        var sellsOut = SellsOut.Days(demand.PerDay, onHand, arrivals).First;
        var position = onHand + due;
        return new StockoutRiskAt
        {
            AsOf = asOf,
            OnHand = onHand,
            Inbound = (long)inbound,
            LeadTimeDays = lead,
            Demand = demand,
            OverLeadTime = overLead,
            Probability = overLead.ProbabilityAbove(onHand + inbound),
            DaysOfCover = Math.Min(MaxDaysOfCover, demand.PerDay > 0 ? Math.Max(0, onHand) / demand.PerDay : MaxDaysOfCover),
            SellsOutAt = sellsOut <= MaxDaysOfCover ? asOf + (long)(sellsOut * 86_400_000) : null,
            SafetyStock = safety,
            ReorderPoint = reorder,
            SuggestedOrder = position > reorder ? 0 : (long)Math.Ceiling(reorder + (demand.PerDay * options.ReviewDays) - position),
        };
    }

    /// <summary>What is to arrive, soonest first; what is overdue counts as arriving now.</summary>
    private static InboundUnits[] Arrivals(Sku sku, long asOf)
    {
        var inbound = sku.Stock.Inbound();
        if (inbound.Length == 0)
        {
            return [];
        }

        var arrivals = new InboundUnits[inbound.Length];
        for (var i = 0; i < arrivals.Length; i++)
        {
            arrivals[i] = new InboundUnits(inbound[i].Quantity, Math.Max(0, (inbound[i].Eta - asOf) / 86_400_000.0));
        }

        Array.Sort(arrivals, static (a, b) => (a.InDays, a.Quantity).CompareTo((b.InDays, b.Quantity)));
        return arrivals;
    }
}
