using System.Globalization;

namespace Fulfillment.Streams.Worker.Store;

/// <summary>
/// The right to use a store's directory: one process at a time. Held through an operating system lock, so it ends with
/// the process however that ends. The file <c>LOCK</c> beside it tells others who holds it. Thread-safe.
/// </summary>
public sealed class StoreLock : IDisposable
{
    private const string HeldFile = ".lock";
    private const string InfoFile = "LOCK";
    private readonly Lock gate = new();
    private readonly FileStream held;
    private StoreOwner owner;

    private StoreLock(string directory, FileStream held, string description)
    {
        Directory = directory;
        this.held = held;
        owner = new StoreOwner(Environment.ProcessId, description, null);
        Write();
    }

    /// <summary>The store's directory, absolute.</summary>
    public string Directory { get; }

    /// <summary>Takes the store, making the directory if need be.</summary>
    /// <param name="directory">The store's directory.</param>
    /// <param name="description">What this process does with it, in a word or two.</param>
    /// <exception cref="StoreLockedException">Another process has it.</exception>
    public static StoreLock Acquire(string directory, string description)
    {
        var path = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(path);
        for (var attempt = 1; ; attempt++)
        {
            if (TryHold(path) is { } held)
            {
                return new StoreLock(path, held, description);
            }

            if (attempt == 3)
            {
                throw new StoreLockedException(Refusal(path));
            }

            Thread.Sleep(20); // someone in TryReadOwner has it for a moment
        }
    }

    /// <summary>Who has the store now; null when nobody does or it does not exist.</summary>
    public static StoreOwner? TryReadOwner(string directory)
    {
        var path = Path.GetFullPath(directory);
        if (!File.Exists(Path.Combine(path, HeldFile)))
        {
            return null;
        }

        using var held = TryHold(path);
        return held is null ? ReadInfo(path) : null;
    }

    /// <summary>Tells others where this process answers SQL; null takes it back.</summary>
    public void SetSqlUrl(Uri? url)
    {
        lock (gate)
        {
            owner = owner with { SqlUrl = url };
            try
            {
                Write();
            }
            catch (IOException)
            {
                // the disk is full: others read what was so before, and this process need not end for it
            }
        }
    }

    /// <summary>Gives the store back.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            File.Delete(Path.Combine(Directory, InfoFile));
            held.Dispose();
        }
    }

    // Not sharing makes .NET take an exclusive flock, which the information file cannot have: nobody could read it.
    private static FileStream? TryHold(string path)
    {
        try
        {
            return new FileStream(Path.Combine(path, HeldFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }

    private static string Refusal(string path)
    {
        var owner = ReadInfo(path);
        var sql = owner.SqlUrl is null ? string.Empty : $", or ask it at {owner.SqlUrl}";
        return $"The store {path} is in use by process {owner.ProcessId} ({owner.Description}). Stop that process first{sql}; or choose another --store.";
    }

    private static StoreOwner ReadInfo(string path)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.ReadLines(Path.Combine(path, InfoFile)))
            {
                var at = line.IndexOf('=', StringComparison.Ordinal);
                if (at > 0)
                {
                    lines[line[..at]] = line[(at + 1)..];
                }
            }
        }
        catch (FileNotFoundException)
        {
            // the holder is between taking the lock and writing who it is
        }

        return new StoreOwner(
            int.TryParse(lines.GetValueOrDefault("pid"), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0,
            lines.GetValueOrDefault("for") ?? "unknown",
            Uri.TryCreate(lines.GetValueOrDefault("sql"), UriKind.Absolute, out var url) ? url : null);
    }

    private void Write()
    {
        var info = Path.Combine(Directory, InfoFile);
        var sql = owner.SqlUrl is null ? string.Empty : $"sql={owner.SqlUrl}\n";
        File.WriteAllText(info + ".new", string.Create(CultureInfo.InvariantCulture, $"pid={owner.ProcessId}\nfor={owner.Description}\n{sql}"));
        File.Move(info + ".new", info, overwrite: true); // a reader sees all of it or the previous
    }
}
