using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Generator;

/// <summary>
/// The hourly ad report and its restatements: spend is corrected a little and sales are credited late, so the same
/// key is reported again after hours and days with a higher revision. Ads go on while a SKU is sold out, mostly.
/// </summary>
internal sealed class AdDesk(Simulation simulation)
{
    public void Open()
    {
        var firstHour = (simulation.Start + Durations.Hour - 1) / Durations.Hour * Durations.Hour;
        foreach (var shop in simulation.Shops)
            simulation.Agenda.Add(firstHour + Durations.Hour + (8 * Durations.Minute), new Occurrence(OccurrenceKind.AdHour, shop, firstHour));
    }

    /// <summary>An hour is over: every line that had spend is reported.</summary>
    public void Report(ShopModel shop, long hour, long now)
    {
        var random = simulation.Random;
        var demand = simulation.Calendar.DemandAt(hour);
        foreach (var line in shop.Ads)
        {
            var paused = line.Sku is { OnHand: false } && random.Chance(400_000);
            if (!paused && random.Chance(simulation.Pace.AdReportPerMillion))
                First(line, hour, line.HourlyCents * demand / ShopCalendar.DemandMean * random.Between(70, 130) / 100, now);
        }

        shop.Lives.RemoveAll(l => l.Cancelled || l.EndsAt <= hour);
        foreach (var live in shop.Lives)
        {
            var onAir = Math.Min(live.EndsAt, hour + Durations.Hour) - Math.Max(live.StartsAt, hour);
            foreach (var sku in onAir > 0 ? live.Skus : [])
            {
                var spend = live.SpendCents / live.Skus.Length * onAir / (live.EndsAt - live.StartsAt);
                First(new AdLine(shop, "LIVE", live.CampaignId, null, sku, null, 0), hour, spend, now);
            }
        }

        simulation.Agenda.Add(now + Durations.Hour, new Occurrence(OccurrenceKind.AdHour, shop, hour + Durations.Hour));
    }

    /// <summary>An earlier report is replaced.</summary>
    public void Restate(AdReport report, long now)
    {
        report.Revision++;
        Send(report, now);
        ScheduleRestatement(report, now);
    }

    private void First(AdLine line, long hour, long spend, long now)
    {
        var random = simulation.Random;

        // Some 9 dollars per thousand views, 1.5 % of them click, 3 % of those buy.
        var impressions = spend * 1000 / random.Between(600, 1200);
        var clicks = impressions * random.Between(8, 22) / 1000;
        var buys = line.Sku is { OnHand: false } ? 0 : (clicks * random.Between(15, 45) / 1000) + (random.Chance(100_000) ? 1 : 0);
        var price = line.Sku?.PriceCents ?? 2499;
        var report = new AdReport(line, hour, spend, impressions, Math.Max(clicks, buys), buys, price) { Revision = 1 };
        Send(report, now);
        ScheduleRestatement(report, now);
    }

    private void ScheduleRestatement(AdReport report, long now)
    {
        var random = simulation.Random;
        var (chance, from, to) = report.Revision switch
        {
            1 => (900_000, 2 * Durations.Hour, 5 * Durations.Hour),
            2 => (550_000, 18 * Durations.Hour, 30 * Durations.Hour),
            3 => (400_000, 2 * Durations.Day, 10 * Durations.Day),
            _ => (0, 0, 0),
        };
        if (random.Chance(chance) && simulation.Agenda.Count < simulation.Options.PendingMax)
            simulation.Agenda.Add(now + random.Between(from, to), new Occurrence(OccurrenceKind.AdRestatement, report));
    }

    private void Send(AdReport report, long now)
    {
        var line = report.Line;
        var json = simulation.Outbox.Begin(line.Shop, now);
        json.WriteString(Field.CampaignId, line.CampaignId);
        if (line.AdGroupId is not null)
            json.WriteString(Field.AdGroupId, line.AdGroupId);
        if (line.Sku is not null)
            json.WriteString(Field.Sku, line.Sku.Id);
        if (line.Region is not null)
            json.WriteString(Field.Region, line.Region);
        json.WriteTime(Field.Hour, report.Hour);
        json.WriteString(Field.Kind, line.Kind);

        // Later revisions: invalid clicks are refunded, sales are credited up to days after the click.
        var credited = report.Buys * (6 + report.Revision) / 10;
        json.WriteMoney(Field.Spend, report.SpendCents * (1002 - (2 * report.Revision)) / 1000);
        json.WriteNumber(Field.Impressions, report.Impressions);
        json.WriteNumber(Field.Clicks, report.Clicks);
        json.WriteNumber(Field.Conversions, credited);
        json.WriteMoney(Field.Gmv, credited * report.PriceCents);
        json.WriteString(Field.Currency, "USD");
        json.WriteNumber(Field.Revision, report.Revision);
        simulation.Outbox.Send(Topic.AdSpend, Durations.AdFeed.Draw(simulation.Random));
    }
}

/// <summary>What one line of one hour's report says, before attribution grows.</summary>
internal sealed record AdReport(AdLine Line, long Hour, long SpendCents, long Impressions, long Clicks, long Buys, long PriceCents)
{
    public int Revision { get; set; }
}
