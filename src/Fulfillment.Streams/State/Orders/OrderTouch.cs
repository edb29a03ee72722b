using System.Runtime.InteropServices;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// An order that changed since the last flush, with its facts before the first change and after the last. One object shows one order
/// after another.
/// </summary>
internal sealed class OrderTouch
{
    private readonly Order _was = new();
    private readonly List<PassedEnd> _passedEnds = [];
    private readonly List<PassedSale> _passedSales = [];
    private StageEnd[] _stagesBefore = [];
    private StageEnd[] _stagesAfter = [];

    /// <summary>Whose order it is.</summary>
    public Shop Shop { get; private set; } = null!;

    /// <summary>What is known of it now.</summary>
    public Order Order { get; } = new();

    /// <summary>What it meant before the first change.</summary>
    public OrderFacts Before { get; private set; }

    /// <summary>What it means now.</summary>
    public OrderFacts After { get; private set; }

    /// <summary>How many events touched it.</summary>
    public int Events { get; private set; }

    /// <summary>How many regions it had left behind before the first of them.</summary>
    public int RegionsLeft { get; private set; }

    /// <summary>
    /// Sales that came and went between two flushes. A run that crashed may have flushed just then; whoever goes on from its
    /// last snapshot writes those rows again, so that none of them stays as it was.
    /// </summary>
    public ReadOnlySpan<PassedSale> PassedSales => CollectionsMarshal.AsSpan(_passedSales);

    /// <summary>When stages may have ended, as its events brought it; see <see cref="PassedSales"/>.</summary>
    public List<PassedEnd> PassedEnds => _passedEnds;

    /// <summary>Whether what is sold changed.</summary>
    public bool IsSaleChanged => Before.SoldAt != After.SoldAt || _passedSales.Count > 0 || !IsSameSale(Before.Lines, After.Lines);

    /// <summary>
    /// Whether the order began to count somewhere: it became known, came to be of another region or to have a start. A run that
    /// crashed may then have counted it with any of its stage ends, also ends that scans read since have hidden; see
    /// <see cref="PassedSales"/>.
    /// </summary>
    public bool BeganToCount => Before.Region == Symbols.Empty
        ? Order.Packages.Length > 0
        : Before.Region != After.Region || Order.PastRegions.Length != RegionsLeft
            || (Before.StartAt == Absent.Number && (After.StartAt != Absent.Number || Events > 1));

    /// <summary>Whether stages may have changed, be it to and fro.</summary>
    public bool AreStagesChanged => Events > 1 || Before.Region != After.Region || !Before.Stages.SequenceEqual(After.Stages);

    /// <summary>Becomes an order.</summary>
    /// <param name="shop">Whose order it is.</param>
    /// <param name="before">Its record before the first change; empty where there was none.</param>
    /// <param name="now">Its record now.</param>
    /// <param name="events">How many events touched it.</param>
    /// <param name="policy">What deadlines follow where the platform said none.</param>
    /// <param name="words">The lane's.</param>
    public void Begin(
        Shop shop, ReadOnlySpan<byte> before, ReadOnlySpan<byte> now, int events, DispatchPolicy policy, Vocabulary words)
    {
        (Shop, Events, RegionsLeft) = (shop, events, 0);
        _passedEnds.Clear();
        _passedSales.Clear();
        Before = OrderFacts.None;
        if (!before.IsEmpty)
        {
            _was.Unpack(before);
            Before = OrderFacts.Of(_was, policy, words, ref _stagesBefore);
            RegionsLeft = _was.PastRegions.Length;
        }

        Order.Unpack(now);
        After = OrderFacts.Of(Order, policy, words, ref _stagesAfter);
    }

    /// <summary>Adds to <see cref="PassedEnds"/>.</summary>
    public void Pass(PassedEnd end) => _passedEnds.Add(end);

    /// <summary>Adds to <see cref="PassedSales"/>.</summary>
    public void Pass(PassedSale sale) => _passedSales.Add(sale);

    /// <summary>Whether lines sell the same, whatever they are called.</summary>
    private static bool IsSameSale(OrderLine[] before, OrderLine[] after)
    {
        var isSame = before.Length == after.Length;
        for (var i = 0; isSame && i < before.Length; i++)
        {
            isSame = before[i] with { LineId = after[i].LineId } == after[i];
        }

        return isSame;
    }
}
