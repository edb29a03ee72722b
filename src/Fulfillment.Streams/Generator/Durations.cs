namespace Fulfillment.Streams.Generator;

/// <summary>How long things take, in milliseconds: made-up, but with the tails that real feeds have.</summary>
internal static class Durations
{
    public const long Second = 1000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;

    // From happening to arrival here.
    public static readonly Quantiles OrderFeed = new((0, 150), (500, 900), (900, 4 * Second), (980, 2 * Minute), (995, Hour), (1000, 8 * Hour));
    public static readonly Quantiles ScanFeed = new((0, 20 * Second), (500, 4 * Minute), (850, 20 * Minute), (950, 3 * Hour), (980, 12 * Hour), (995, 2 * Day), (1000, 3 * Day));
    public static readonly Quantiles AdFeed = new((0, 2 * Second), (800, 5 * Minute), (1000, 50 * Minute));
    public static readonly Quantiles StockFeed = new((0, 300), (900, 5 * Second), (990, 10 * Minute), (1000, 6 * Hour));
    public static readonly Quantiles Repetition = new((0, Second), (600, Minute), (900, 2 * Hour), (1000, Day));

    // An order's life.
    public static readonly Quantiles PlacedToPaid = new((0, 15 * Second), (500, 90 * Second), (900, 10 * Minute), (1000, 3 * Hour));
    public static readonly Quantiles PaidToLabel = new Quantiles((0, 1), (250, 6), (500, 14), (750, 24), (900, 34), (970, 46), (990, 90), (1000, 190)).Times(Hour);
    public static readonly Quantiles LabelToScan = new Quantiles((0, 1), (500, 8), (800, 16), (930, 26), (980, 45), (1000, 110)).Times(Hour);
    public static readonly Quantiles Transit = new Quantiles((0, 14), (250, 26), (500, 34), (750, 48), (900, 88), (990, 190), (1000, 280)).Times(Hour);
    public static readonly Quantiles OutForDelivery = new Quantiles((0, 2), (500, 5), (1000, 9)).Times(Hour);
    public static readonly Quantiles DeliveredToCompleted = new Quantiles((0, 48), (500, 72), (1000, 168)).Times(Hour);
    public static readonly Quantiles DeliveredToReturn = new Quantiles((0, 6), (500, 60), (900, 190), (1000, 330)).Times(Hour);
    public static readonly Quantiles ReturnStep = new Quantiles((0, 2), (500, 30), (1000, 110)).Times(Hour);
}
