namespace Fulfillment.Streams.Generator;

/// <summary>Where an order stands; each step does what its name says and schedules the next.</summary>
internal enum OrderStep : byte
{
    Pay,
    Release,
    Label,
    LabelSecond,
    CancelUnpaid,
    CancelByBuyer,
    CancelBySeller,
    CancelBySystem,
    Complete,
    Return,
}

/// <summary>A line of an order.</summary>
internal readonly record struct OrderLine(SkuModel Sku, int Quantity, string? CampaignId);

/// <summary>An order under way. Everything else about it lives in the messages already sent.</summary>
internal sealed class OrderState
{
    public required ShopModel Shop { get; init; }

    public required long Number { get; init; }

    public required long CreatedAt { get; init; }

    public required long Buyer { get; init; }

    public required int RegionIndex { get; init; }

    public required OrderLine[] Lines { get; init; }

    public required StockLevel From { get; init; }

    public required bool Sample { get; init; }

    /// <summary>False where the facts came without the region; the next message carries it.</summary>
    public bool RegionKnown { get; set; }

    public ParcelState[] Parcels { get; set; } = [];

    public int ParcelsAccepted { get; set; }

    public int ParcelsDelivered { get; set; }

    public ref readonly Region Region => ref Regions.All[RegionIndex];
}
