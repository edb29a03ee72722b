using System.Runtime.InteropServices;
using Fulfillment.Streams.Analytics.Deadlines;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// An order that changed since the last flush, with its facts before the first change and after the last. The object is used again
/// for another order when the flush is done.
/// </summary>
internal sealed class OrderTouch
{
    private readonly List<(long At, OrderLine[] Lines)> _passedSales = [];
    private StageEnd[] _stagesBefore = [];
    private StageEnd[] _stagesAfter = [];

    /// <summary>Whose order it is.</summary>
    public Shop Shop { get; private set; } = null!;

    /// <summary>What is known of it now.</summary>
    public Order Order { get; } = new();

    /// <summary>Its number among the lane's orders.</summary>
    public int Number { get; private set; }

    /// <summary>What it meant before the first change.</summary>
    public OrderFacts Before { get; private set; }

    /// <summary>Set when the flush begins.</summary>
    public OrderFacts After { get; private set; }

    /// <summary>How many events touched it.</summary>
    public int Events { get; set; }

    /// <summary>How many regions it had left behind before the first of them.</summary>
    public int RegionsLeft { get; private set; }

    /// <summary>
    /// Sales that came and went between two flushes. A run that crashed may have flushed just then; whoever goes on from its
    /// last snapshot writes those rows again, so that none of them stays as it was.
    /// </summary>
    public ReadOnlySpan<(long At, OrderLine[] Lines)> PassedSales => CollectionsMarshal.AsSpan(_passedSales);

    /// <summary>Whether what is sold changed.</summary>
    public bool IsSaleChanged => Before.SoldAt != After.SoldAt || Before.Lines != After.Lines || _passedSales.Count > 0;

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

    /// <summary>Begins with an order as it is now.</summary>
    public void Begin(Shop shop, int number, DispatchPolicy policy, Vocabulary words)
    {
        (Shop, Number, Events, RegionsLeft) = (shop, number, 0, Order.PastRegions.Length);
        _passedSales.Clear();
        Before = OrderFacts.Of(Order, policy, words, ref _stagesBefore);
        After = OrderFacts.None;
    }

    /// <summary>Notes what the order means after all changes.</summary>
    public void End(DispatchPolicy policy, Vocabulary words) => After = OrderFacts.Of(Order, policy, words, ref _stagesAfter);

    /// <summary>Notes a sale that an event replaced.</summary>
    public void Pass(long soldAt, OrderLine[] lines) => _passedSales.Add((soldAt, lines));
}
