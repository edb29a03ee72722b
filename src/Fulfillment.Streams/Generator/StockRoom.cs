using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// Stock: falls with sales, is reordered too late here and too little there, and is published as levels, in a
/// steady round and on the changes that matter.
/// </summary>
internal sealed class StockRoom(Simulation simulation)
{
    private const int PublishPerMillion = 150_000;
    private readonly StockLevel[] round = Round(simulation);
    private int next;

    /// <summary>Units that last so many tenths of a day in this warehouse, at least a handful.</summary>
    public static long UnitsFor(StockLevel level, long tenthDays) =>
        5 + (long)((Int128)level.Sku.MilliUnitsPerDay * tenthDays / 10_000 / Math.Max(1, level.Sku.Levels.Length));

    public void Open() => simulation.Agenda.Add(simulation.Start, new Occurrence(OccurrenceKind.StockRound, null));

    /// <summary>The next level of the round is published; the round never ends.</summary>
    public void PublishNext(long now)
    {
        Publish(round[next], now);
        next = (next + 1) % round.Length;
        simulation.Agenda.Add(now + simulation.Pace.StockGapMs, new Occurrence(OccurrenceKind.StockRound, null));
    }

    /// <summary>Takes sold units away; what is not there is owed, not negative.</summary>
    public void Take(StockLevel level, int units, long now)
    {
        var before = level.OnHand;
        level.OnHand = Math.Max(0, before - units);
        var ordered = OrderIfLow(level, now);
        if (ordered || (before > 0 && level.OnHand == 0) || simulation.Random.Chance(PublishPerMillion))
            Publish(level, now);
    }

    /// <summary>Units of a cancelled order go back.</summary>
    public void PutBack(StockLevel level, int units, long now)
    {
        level.OnHand += units;
        if (simulation.Random.Chance(PublishPerMillion) || level.OnHand == units)
            Publish(level, now);
    }

    /// <summary>A delivery arrives.</summary>
    public void Receive(StockLevel level, long now)
    {
        level.OnHand += level.Inbound;
        level.Inbound = 0;
        OrderIfLow(level, now);
        Publish(level, now);
    }

    /// <summary>Extra units are ordered for a promotion, to be there in time; not where a delivery is already due.</summary>
    public void Prepare(StockLevel level, long units, long arrives, long now)
    {
        if (level.Inbound > 0)
            return;

        level.Inbound = units;
        level.InboundEta = arrives;
        simulation.Agenda.Add(arrives, new Occurrence(OccurrenceKind.Replenishment, level));
        Publish(level, now);
    }

    /// <summary>
    /// More is ordered when what is left lasts about as long as the SKU's planner thinks is enough. The announced arrival is
    /// missed by the lead time's spread.
    /// </summary>
    private bool OrderIfLow(StockLevel level, long now)
    {
        var random = simulation.Random;
        var sku = level.Sku;
        if (level.Inbound > 0 || level.OnHand > UnitsFor(level, sku.LeadTimeTenthDays * sku.ReorderPercent * random.Between(80, 120) / 10_000))
            return false;

        level.Inbound = UnitsFor(level, random.Between(140, 300));
        level.InboundEta = now + (sku.LeadTimeTenthDays * Durations.Day / 10);
        var missedBy = random.Between(-sku.LeadTimeSdTenthDays, 2 * sku.LeadTimeSdTenthDays) * Durations.Day / 10;
        var arrives = Math.Max(now + Durations.Hour, level.InboundEta + missedBy);
        simulation.Agenda.Add(arrives, new Occurrence(OccurrenceKind.Replenishment, level));
        return true;
    }

    private void Publish(StockLevel level, long now)
    {
        var sku = level.Sku;
        var json = simulation.Outbox.Begin(sku.Shop, now);
        json.WriteString(Field.Sku, sku.Id);
        json.WriteString(Field.WarehouseId, level.Warehouse.Id);
        json.WriteNumber(Field.OnHand, level.OnHand);
        json.WriteStartArray(Field.Inbound);
        if (level.Inbound > 0)
        {
            json.WriteStartObject();
            json.WriteNumber(Field.Quantity, level.Inbound);
            json.WriteTime(Field.Eta, level.InboundEta);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTenths(Field.LeadTimeDays, sku.LeadTimeTenthDays);
        json.WriteTenths(Field.LeadTimeSdDays, sku.LeadTimeSdTenthDays);
        json.WriteMoney(Field.UnitCost, sku.CostCents);
        simulation.Outbox.Send(Topic.Stock, Durations.StockFeed.Draw(simulation.Random));
    }

    /// <summary>Sold-out levels first, so that the first levels known include them.</summary>
    private static StockLevel[] Round(Simulation simulation) =>
        [.. simulation.Shops.SelectMany(s => s.Skus).SelectMany(s => s.Levels).OrderBy(l => l.OnHand > 0)];
}
