using System.Text.Json;

namespace Fulfillment.Streams.Worker.Store;

/// <summary>
/// A store directory held by this process: where its parts are, how many lanes it has, and assignment epochs, each higher
/// than the one before so that rows written now win over rows written before.
/// </summary>
public sealed class EmbeddedStore : IDisposable
{
    private static readonly DateTimeOffset EpochZero = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StoreLock _lock;

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private StoreManifest _manifest;

    private EmbeddedStore(string directory, StoreLock held, StoreManifest manifest, TimeProvider time) =>
        (Directory, _lock, _manifest, _time) = (directory, held, manifest, time);

    /// <summary>Absolute path.</summary>
    public string Directory { get; }

    /// <summary>Number of lanes, fixed when the store was made.</summary>
    public int Lanes => _manifest.Lanes;

    /// <summary>The embedded ClickHouse's files.</summary>
    public string ClickHouse => Path.Combine(Directory, "clickhouse");

    /// <summary>The embedded log's files.</summary>
    public string Log => Path.Combine(Directory, "log");

    /// <summary>Dead letters.</summary>
    public string DeadLetters => Path.Combine(Directory, "dead-letters");

    /// <summary>Snapshots of lanes.</summary>
    public string Snapshots => Path.Combine(Directory, "snapshots");

    /// <summary>Files that matter only while the process runs; emptied at opening.</summary>
    public string Scratch => Path.Combine(Directory, "scratch");

    /// <summary>Makes or opens a store and holds it until disposed.</summary>
    /// <param name="directory">Created where missing.</param>
    /// <param name="lanes">Lanes of a new store.</param>
    /// <param name="purpose">What others are told who find it held.</param>
    /// <param name="time">Gives the epoch; it never goes back even where the clock does.</param>
    /// <exception cref="StoreLockedException">Another process holds it.</exception>
    /// <exception cref="IOException">The directory cannot be made or written.</exception>
    public static EmbeddedStore Open(string directory, int lanes, string purpose, TimeProvider time)
    {
        directory = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(directory);
        var held = StoreLock.Acquire(directory, purpose);
        try
        {
            var path = Path.Combine(directory, "store.json");
            var before = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), StoreJson.Default.StoreManifest) : null;
            var store = new EmbeddedStore(directory, held, new StoreManifest(before?.Lanes ?? lanes, before?.Epoch ?? 0), time);
            store.NextEpoch();
            if (System.IO.Directory.Exists(store.Scratch))
            {
                System.IO.Directory.Delete(store.Scratch, recursive: true);
            }

            return store;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A new assignment epoch, for a lane that is taken over: higher than any this store gave before and, as it follows the
    /// clock in seconds, than those that other workers' stores gave earlier. Durable before it is used. Thread-safe.
    /// </summary>
    public uint NextEpoch()
    {
        lock (_gate)
        {
            _manifest = _manifest with { Epoch = Math.Max(_manifest.Epoch + 1, (uint)Math.Max(0, (_time.GetUtcNow() - EpochZero).TotalSeconds)) };
            var path = Path.Combine(Directory, "store.json");
            File.WriteAllText(path + ".partial", JsonSerializer.Serialize(_manifest, StoreJson.Default.StoreManifest));
            File.Move(path + ".partial", path, overwrite: true);
            return _manifest.Epoch;
        }
    }

    /// <summary>Tells others where this process answers SQL.</summary>
    public void AnnounceSql(Uri? url) => _lock.SetSqlUrl(url);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
