namespace Fulfillment.Streams.Generator;

/// <summary>Something a shop sells, and how much of it lies where.</summary>
internal sealed class SkuModel
{
    public required ShopModel Shop { get; set; }

    public required string Id { get; init; }

    public required long PriceCents { get; init; }

    public required long CostCents { get; init; }

    /// <summary>How likely a delivered line is sent back, in millionths.</summary>
    public required int ReturnPerMillion { get; init; }

    /// <summary>How the platform classes its orders: NORMAL, PRE_ORDER, BACKORDER, CUSTOM or MADE_TO_ORDER.</summary>
    public required string OrderType { get; init; }

    /// <summary>Business days to make or obtain it; 0 for NORMAL and PRE_ORDER.</summary>
    public required int HandlingDays { get; init; }

    /// <summary>Before this moment a PRE_ORDER is not shipped; Unix milliseconds.</summary>
    public required long ReleasedAt { get; init; }

    /// <summary>Stored and packed by the platform.</summary>
    public required bool FulfilledByPlatform { get; init; }

    /// <summary>Units expected to sell per thousand days.</summary>
    public required long MilliUnitsPerDay { get; init; }

    public required int LeadTimeTenthDays { get; init; }

    public required int LeadTimeSdTenthDays { get; init; }

    /// <summary>How early more is ordered: 100 when what is left lasts one lead time, less for planners who come too late.</summary>
    public required int ReorderPercent { get; init; }

    public required StockLevel[] Levels { get; init; }

    /// <summary>Campaigns whose sales may be credited to them.</summary>
    public List<string> Campaigns { get; } = [];

    public bool OnHand => Levels.Any(l => l.OnHand > 0);

    /// <summary>May be sold without being there.</summary>
    public bool SellsWithoutStock => OrderType is not "NORMAL";

    /// <summary>The nearest warehouse that has it, or the nearest where none has.</summary>
    public StockLevel Nearest(in Region region)
    {
        var best = Levels[0];
        foreach (var level in Levels)
        {
            if (level.OnHand > 0 && (best.OnHand <= 0 || level.Warehouse.ZoneOf(region) < best.Warehouse.ZoneOf(region)))
                best = level;
        }

        return best;
    }
}
