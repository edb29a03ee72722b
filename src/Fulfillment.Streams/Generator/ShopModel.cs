namespace Fulfillment.Streams.Generator;

/// <summary>A seller: its catalogue, its habits and the people who bought before.</summary>
internal sealed class ShopModel(int number, SkuModel[] skus, int dispatchPercent)
{
    private const int KnownBuyers = 512;
    private readonly long[] buyers = new long[KnownBuyers];
    private long newest;

    public string Id { get; } = FormattableString.Invariant($"shop-{number}");

    public int Number { get; } = number;

    public SkuModel[] Skus { get; } = skus;

    public WeightedChoice ByPopularity { get; } = WeightedChoice.Zipf(skus.Length);

    /// <summary>Time from payment to label against the market's, in per cent: 70 is quick, 140 is often late.</summary>
    public int DispatchPercent { get; } = dispatchPercent;

    public List<AdLine> Ads { get; } = [];

    /// <summary>Lives announced, on air, or over for less than an hour.</summary>
    public List<Promotion> Lives { get; } = [];

    public int Promotions { get; set; }

    /// <summary>A quarter of the orders come from one of the last few hundred buyers.</summary>
    public long DrawBuyer(DeterministicRandom random)
    {
        if (newest > 0 && random.Chance(250_000))
            return buyers[random.Below(Math.Min(newest, KnownBuyers))];

        var buyer = ((long)Number * 1_000_000_000) + newest;
        buyers[newest++ % KnownBuyers] = buyer;
        return buyer;
    }
}
