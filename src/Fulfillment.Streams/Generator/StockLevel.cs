namespace Fulfillment.Streams.Generator;

/// <summary>What one warehouse holds of one SKU and expects.</summary>
internal sealed class StockLevel(SkuModel sku, Warehouse warehouse)
{
    public SkuModel Sku { get; } = sku;

    public Warehouse Warehouse { get; } = warehouse;

    public long OnHand { get; set; }

    /// <summary>Units on their way; at most one delivery at a time. 0 when none.</summary>
    public long Inbound { get; set; }

    /// <summary>When they are announced to arrive, Unix milliseconds.</summary>
    public long InboundEta { get; set; }
}

/// <summary>A place goods leave from.</summary>
internal sealed record Warehouse(string Id, int WestShare)
{
    public static readonly Warehouse West = new("wh-west", 100);
    public static readonly Warehouse East = new("wh-east", 0);
    public static readonly Warehouse Platform = new("fbt-central", 50);

    /// <summary>The shipping zone of a destination.</summary>
    public int ZoneOf(in Region region) => ((region.FromWest * WestShare) + (region.FromEast * (100 - WestShare))) / 100;
}
