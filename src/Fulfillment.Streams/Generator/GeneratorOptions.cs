using NodaTime;

namespace Fulfillment.Streams.Generator;

/// <summary>What the simulated market looks like. Equal options give equal events, on every machine.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Chooses the random draws.</summary>
    /// <value>The default is 1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>When the simulation begins; no event happens before it.</summary>
    /// <value>The default is 2026-06-01T00:00:00Z: fixed, so that output does not depend on the day it was made.</value>
    public Instant Start { get; init; } = Instant.FromUtc(2026, 6, 1, 0, 0);

    /// <summary>Shops, named <c>shop-1</c>, <c>shop-2</c>, …; the first is the largest.</summary>
    /// <value>The default is 3; 1 to 10,000.</value>
    public int Shops { get; init; } = 3;

    /// <summary>SKUs of each shop, popular by Zipf's law.</summary>
    /// <value>The default is 24; 4 to 10,000.</value>
    public int SkusPerShop { get; init; } = 24;

    /// <summary>
    /// Messages a day over all shops and topics once the pipeline of orders is full, which takes about a week:
    /// an order placed today is scanned for days. Demand follows the hour and the weekday in the shops' time zone.
    /// </summary>
    /// <value>The default is 100,000; 1 to 100,000,000,000.</value>
    public long EventsPerDay { get; init; } = 100_000;

    /// <summary>How many of a million messages arrive again later.</summary>
    /// <value>The default is 20,000 (2 %); 0 to 500,000.</value>
    public int DuplicatesPerMillion { get; init; } = 20_000;

    /// <summary>
    /// Bound of the orders under way and, separately, of the messages held back for lateness. Where a rate needs more,
    /// orders live shorter in proportion, and at the bound itself new orders and delays are skipped.
    /// </summary>
    /// <value>The default is 500,000 (about 200 MB); 1,000 to 50,000,000.</value>
    public int PendingMax { get; init; } = 500_000;

    /// <summary>
    /// The rate at which about <paramref name="events"/> messages spread over <paramref name="days"/>, allowing for
    /// the first days, when few orders are under way.
    /// </summary>
    public GeneratorOptions Spreading(long events, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var hours = Math.Max((days * 24L) - Pace.MeanAgeOfEventHours, days * 6L);
        return this with { EventsPerDay = Math.Clamp((long)((Int128)events * 24 / hours), 1, 100_000_000_000) };
    }

    /// <summary>Throws where a value is outside its bounds; the message names the option, the bounds and the value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its bounds.</exception>
    public void Validate()
    {
        Check(Shops, 1, 10_000, nameof(Shops));
        Check(SkusPerShop, 4, 10_000, nameof(SkusPerShop));
        Check(EventsPerDay, 1, 100_000_000_000, nameof(EventsPerDay));
        Check(DuplicatesPerMillion, 0, 500_000, nameof(DuplicatesPerMillion));
        Check(PendingMax, 1_000, 50_000_000, nameof(PendingMax));
        Check(Start.ToUnixTimeMilliseconds(), 946_684_800_000, 4_102_444_800_000, nameof(Start));
    }

    private static void Check(long value, long least, long most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} must lie between {least} and {most}; it is {value}."));
    }
}
