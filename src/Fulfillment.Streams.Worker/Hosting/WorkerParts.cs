using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Snapshots;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Kafka.DeadLetters;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Http;
using Fulfillment.Streams.Worker.Lanes;
using Fulfillment.Streams.Worker.Log;
using Fulfillment.Streams.Worker.Snapshots;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>The parts a running worker is made of: embedded ones, or real servers where the settings name them.</summary>
internal sealed class WorkerParts : IAsyncDisposable
{
    private readonly List<IDisposable> _owned = [new HeapUpkeep(TimeProvider.System)];

    private WorkerParts(Settings settings, EmbeddedStore store, IClickHouse tables) =>
        (Settings, Store, Tables) = (settings, store, tables);

    public Settings Settings { get; }

    public EmbeddedStore Store { get; }

    public IClickHouse Tables { get; }

    public required IEventSource Source { get; init; }

    public required string SourceName { get; init; }

    public required IDeadLetterSink Letters { get; init; }

    public required IEventIngest Ingest { get; init; }

    /// <summary>Where snapshots are, as the settings say.</summary>
    private ISnapshotStore Snapshots => field ??= Settings.Options.Snapshots switch
    {
        SnapshotPlace.ClickHouse => new ClickHouseSnapshots(Tables),
        SnapshotPlace.Auto when Settings is { UsesKafka: true, ClickHouseUrl: not null } => new ClickHouseSnapshots(Tables),
        _ => new DirectorySnapshots(Store.Snapshots),
    };

    /// <summary>Null where events come from Kafka.</summary>
    public EmbeddedLog? Log { get; init; }

    public static async Task<WorkerParts> OpenAsync(Settings settings, string purpose, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        HugePages.Ask(settings.Options);
        var store = WorkerStore.Open(settings, purpose);
        try
        {
            var tables = await Hosting.Tables.OpenAsync(settings, store, logging, cancellationToken).ConfigureAwait(false);
            return settings.UsesKafka ? OnKafka(settings, store, tables, logging) : OnLog(settings, store, tables, logging);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The lanes of this worker, not yet running.</summary>
    public LaneHost Host(ILogger log) => new(
        new LaneOpener(
            Source, SourceName, new LaneSink(Tables, Letters), Snapshots,
            Store.NextEpoch, Settings.Options.Lane, Settings.Options.Timing, TimeProvider.System, log)
        {
            Before = Snapshots is DirectorySnapshots ? null : new DirectorySnapshots(Store.Snapshots),
            HandOverLimit = Snapshots is DirectorySnapshots ? TimeSpan.Zero : Settings.Options.Timing.HandOverLimit, // a store is one process's
        },
        Settings.Options.Timing,
        log);

    public async ValueTask DisposeAsync()
    {
        Source.Dispose();
        _owned.ForEach(o => o.Dispose());
        await Tables.DisposeAsync().ConfigureAwait(false);
        Store.Dispose();
    }

    private static WorkerParts OnLog(Settings settings, EmbeddedStore store, IClickHouse tables, ILoggerFactory logging)
    {
        var log = new EmbeddedLog(store.Log, store.Lanes, new LogDisk(TimeProvider.System, logging.CreateLogger<EmbeddedLog>()));
        var letters = new DeadLetterLog(store.DeadLetters, new LogDisk(TimeProvider.System, logging.CreateLogger<DeadLetterLog>()));
        var parts = new WorkerParts(settings, store, tables)
        {
            Log = log,
            Source = new EmbeddedLogSource(log, settings.Options.LogKeepBytes) { Logger = logging.CreateLogger<EmbeddedLogSource>() },
            SourceName = EmbeddedLogSource.Name,
            Letters = letters,
            Ingest = new EmbeddedIngest(log),
        };
        parts._owned.AddRange([letters, log]);
        return parts;
    }

    private static WorkerParts OnKafka(Settings settings, EmbeddedStore store, IClickHouse tables, ILoggerFactory logging)
    {
        var kafka = settings.Options.Kafka;
        var letters = new KafkaDeadLetters(kafka, logging.CreateLogger<KafkaDeadLetters>(), TimeProvider.System);
        var publisher = new KafkaPublisher(kafka, logging.CreateLogger<KafkaPublisher>());
        var parts = new WorkerParts(settings, store, tables)
        {
            Source = new KafkaSource(kafka, logging.CreateLogger<KafkaSource>(), TimeProvider.System),
            SourceName = $"kafka group {kafka.GroupId} at {kafka.BootstrapServers}",
            Letters = letters,
            Ingest = new KafkaIngest(publisher),
        };
        parts._owned.AddRange([letters, publisher]);
        return parts;
    }
}
