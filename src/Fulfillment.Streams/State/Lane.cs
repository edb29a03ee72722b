using Fulfillment.Streams.Analytics;
using Fulfillment.Streams.Analytics.AdPerformance;
using Fulfillment.Streams.Analytics.DeliveryLatency;
using Fulfillment.Streams.Analytics.Freshness;
using Fulfillment.Streams.Analytics.Orders;
using Fulfillment.Streams.Analytics.SellThrough;
using Fulfillment.Streams.Analytics.StockoutRisk;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;
using Fulfillment.Streams.Time;
using NodaTime;

namespace Fulfillment.Streams.State;

/// <summary>
/// Everything one lane owns: one partition index across all topics, its clock, the state of its shops and the windows of
/// every analytic. Single-threaded: whoever runs the pipeline is the only one to touch it.
/// </summary>
public sealed partial class Lane
{
    private readonly LaneOptions _options;
    private readonly TimeProvider _wallTime;
    private readonly SeenEvents _seen = new();
    private readonly ClosedOrders _closed;
    private readonly StateChanges _changes = new();
    private readonly Dictionary<Shop, uint> _unsettled = []; // since their last event; the flush of that
    private readonly IAnalytic[] _analytics;
    private readonly InputCounters[] _counters;
    private readonly InputId[] _inputs;
    private readonly List<Shop> _touchedShops = []; // this and the following: of one flush
    private readonly List<InputCounters> _touchedInputs = [];
    private readonly List<(Shop Shop, AdKey Key, AdFigures Change)> _ads = [];
    private uint _flushes;
    private bool _settlesAll;
    private long _forgottenBefore = EventTime.None;

    /// <summary>An empty lane.</summary>
    /// <param name="number">The partition index.</param>
    /// <param name="epoch">Assignment epoch: higher than that of whoever held the lane before.</param>
    /// <param name="options">What it keeps.</param>
    /// <param name="wallTime">Judges idle inputs and event times in the future.</param>
    /// <param name="lag">Records still to read of a topic partition, −1 where unknown.</param>
    public Lane(int number, uint epoch, LaneOptions options, TimeProvider wallTime, Func<Topic, int, long> lag)
    {
        Number = number;
        Epoch = epoch;
        _options = options;
        _wallTime = wallTime;
        Decoder = new EventDecoder(wallTime);
        Clock = new WatermarkTracker(
            new WatermarkOptions
            {
                OutOfOrderness = Duration.FromTimeSpan(options.OutOfOrderness),
                IdleTimeout = Duration.FromTimeSpan(options.IdleTimeout),
                AdvanceWhenAllIdle = true,
            },
            wallTime);
        _inputs = [.. TopicNames.All.Select(t => new InputId(t.Name(), number))];
        foreach (var input in _inputs)
        {
            Clock.Add(input); // from the start, so that a topic read later than another is not found late
        }

        _counters = [.. TopicNames.All.Select(t => new InputCounters(t, number))];
        _closed = new ClosedOrders(options.ClosedOrders);
        Shops = new ShopDirectory(options, Words, _closed, _changes);
        _analytics =
        [
            new OrderRows(Words),
            new SellThroughRows(Words),
            new RiskRows(Words, options.Risk),
            new LatencyRows(Words),
            new AdRows(Words),
            new FreshnessRows(lag),
        ];
    }

    /// <summary>The partition index.</summary>
    public int Number { get; }

    /// <summary>Assignment epoch; the upper half of every row's version.</summary>
    public uint Epoch { get; }

    /// <summary>What became of the records of each topic, in the order of <see cref="Topic"/>.</summary>
    public IReadOnlyList<InputCounters> Counters => _counters;

    /// <summary>Next offsets: everything before them is in the state.</summary>
    public LaneOffsets Offsets { get; private set; } = LaneOffsets.None;

    internal DateTimeOffset Now => _wallTime.GetUtcNow();

    internal EventDecoder Decoder { get; }

    internal WatermarkTracker Clock { get; }

    internal Vocabulary Words { get; } = new();

    internal ShopDirectory Shops { get; }

    /// <summary>A span: every order of a flush goes through them, and an enumerator for each would be an object for each.</summary>
    internal ReadOnlySpan<IAnalytic> Analytics => _analytics;

    /// <summary>Moves every shop's clock to a time, as if the day had gone on without events.</summary>
    /// <param name="time">Unix milliseconds; a shop already past it stays.</param>
    public void AdvanceTo(long time)
    {
        Clock.AdvanceTo(time);
        foreach (var shop in Shops.All)
        {
            shop.AdvanceTo(time);
        }
    }

    /// <summary>Makes the next flush bring every row up to its shop's clock, as when shops have gone quiet: it is the lane's last.</summary>
    public void SettleNext() => _settlesAll = true;

    /// <summary>A pause of our own, such as waiting for the sink, is no silence of the inputs: they keep holding the clock.</summary>
    public void KeepInputsActive()
    {
        foreach (var input in _inputs)
        {
            Clock.KeepActive(input);
        }
    }

    /// <summary>Starts over at the beginning of whatever feeds the lane next: its offsets belong to another source.</summary>
    public void ForgetOffsets() => Offsets = LaneOffsets.None;

    /// <summary>After so many flushes without an event a shop settles, also where others keep the lane busy.</summary>
    private const int FlushesToSettle = 60;

    /// <summary>The longest window, in which a late event may still change rows, and the rolling day beyond it.</summary>
    internal const long LongestWindow = 92 * EventTime.MillisecondsPerDay;

    private long Retention => (long)_options.Retention.TotalMilliseconds;

    private long SkusKept => Math.Max(Kept, (long)_options.SkuRetention.TotalMilliseconds);

    private long Kept => Retention + LongestWindow;
}
