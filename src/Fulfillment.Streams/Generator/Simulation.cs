namespace Fulfillment.Streams.Generator;

/// <summary>What the parts of the model share: one source of chance, one agenda, one way out.</summary>
internal sealed class Simulation : IDisposable
{
    public Simulation(GeneratorOptions options)
    {
        Options = options;
        Start = options.Start.ToUnixTimeMilliseconds();
        Random = new DeterministicRandom(options.Seed, 1);
        Pace = new Pace(options);

        // Ids of runs with other options differ, so that two runs into one store do not take each other for repetitions.
        RunId = new DeterministicRandom(options.Seed, 2).Below(1_000_000);
        foreach (var value in (ReadOnlySpan<long>)[Start, options.Shops, options.SkusPerShop, options.EventsPerDay])
            RunId = new DeterministicRandom(RunId ^ value, 2).Below(1_000_000);
        Outbox = new Outbox(options, new DeterministicRandom(options.Seed, 3), FormattableString.Invariant($"e{RunId:D6}-"));
        Shops = Catalogue.Build(this);
    }

    public GeneratorOptions Options { get; }

    /// <summary>Unix milliseconds.</summary>
    public long Start { get; }

    public long RunId { get; }

    public DeterministicRandom Random { get; }

    public Pace Pace { get; }

    public Agenda Agenda { get; } = new();

    public Outbox Outbox { get; }

    public ShopCalendar Calendar { get; } = new();

    public ShopModel[] Shops { get; }

    /// <summary>A part of an order's life, shortened where the rate asks for it; see <see cref="GeneratorOptions.PendingMax"/>.</summary>
    public long Life(long milliseconds) => milliseconds * Pace.LifePerMille / 1000;

    /// <summary>The n-th thing of its kind in this run, as a number of 15 digits.</summary>
    public long Numbered(long n) => (RunId * 1_000_000_000) + n;

    public void Dispose() => Outbox.Dispose();
}
