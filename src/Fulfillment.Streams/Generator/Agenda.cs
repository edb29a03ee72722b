namespace Fulfillment.Streams.Generator;

/// <summary>What kind of thing happens next; each names the part of the model that handles it.</summary>
internal enum OccurrenceKind : byte
{
    NextOrder,
    OrderStep,
    ParcelStep,
    ReturnStep,
    StockRound,
    Replenishment,
    AdHour,
    AdRestatement,
    PromotionPlanned,
    PromotionChanged,
    PromotionOrder,
}

/// <summary>Something that happens at a moment of simulated time, to <paramref name="Subject"/>.</summary>
/// <param name="Kind">Who handles it.</param>
/// <param name="Subject">The order, parcel, shop … it happens to, if any.</param>
/// <param name="Number">A detail of the kind.</param>
internal readonly record struct Occurrence(OccurrenceKind Kind, object? Subject, long Number = 0);

/// <summary>What is going to happen, soonest first.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Occurrence, Due> queue = new();
    private long sequence;

    public int Count => queue.Count;

    public long NextUnixMs => queue.TryPeek(out _, out var due) ? due.UnixMs : long.MaxValue;

    public void Add(long unixMs, Occurrence occurrence) => queue.Enqueue(occurrence, new Due(unixMs, sequence++));

    public Occurrence Take(out long unixMs)
    {
        queue.TryDequeue(out var occurrence, out var due);
        unixMs = due.UnixMs;
        return occurrence;
    }
}
