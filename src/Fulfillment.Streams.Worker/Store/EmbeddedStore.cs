using System.Text.Json;

namespace Fulfillment.Streams.Worker.Store;

/// <summary>
/// A store directory held by this process: where its parts are, how many lanes it has, and the assignment epoch, which is
/// higher at every opening so that rows written now win over rows written before.
/// </summary>
public sealed class EmbeddedStore : IDisposable
{
    private static readonly DateTimeOffset EpochZero = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StoreLock _lock;

    private EmbeddedStore(string directory, StoreLock held, Manifest manifest) =>
        (Directory, _lock, Lanes, Epoch) = (directory, held, manifest.Lanes, manifest.Epoch);

    /// <summary>Absolute path.</summary>
    public string Directory { get; }

    /// <summary>Number of lanes, fixed when the store was made.</summary>
    public int Lanes { get; }

    /// <summary>Assignment epoch of this opening.</summary>
    public uint Epoch { get; }

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
            var before = File.Exists(path) ? JsonSerializer.Deserialize<Manifest>(File.ReadAllText(path)) : null;
            var epoch = Math.Max((before?.Epoch ?? 0) + 1, (uint)Math.Max(0, (time.GetUtcNow() - EpochZero).TotalSeconds));
            var manifest = new Manifest(before?.Lanes ?? lanes, epoch);
            File.WriteAllText(path + ".partial", JsonSerializer.Serialize(manifest));
            File.Move(path + ".partial", path, overwrite: true);
            var store = new EmbeddedStore(directory, held, manifest);
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

    /// <summary>Tells others where this process answers SQL.</summary>
    public void AnnounceSql(Uri? url) => _lock.SetSqlUrl(url);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private sealed record Manifest(int Lanes, uint Epoch);
}
