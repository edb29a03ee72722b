using System.Globalization;

namespace Fulfillment.Streams.Worker.Snapshots;

/// <summary>Snapshots as files, one directory a lane; the newest two are kept, so that a damaged one has a predecessor.</summary>
public sealed class DirectorySnapshots(string directory) : ISnapshotStore
{
    private const int Kept = 2;
    private const string Suffix = ".snapshot";

    /// <inheritdoc/>
    public void Save(int lane, Snapshot snapshot)
    {
        var folder = Directory.CreateDirectory(FolderOf(lane)).FullName;
        var older = Numbers(folder);
        var path = Path.Combine(folder, Name(older.Count == 0 ? 1 : older[^1] + 1));
        using (var file = new FileStream(path + ".partial", FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(SnapshotFile.Encode(snapshot));
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".partial", path, overwrite: true); // only a whole file ever has the name that Load looks for
        foreach (var number in older.SkipLast(Kept - 1))
        {
            File.Delete(Path.Combine(folder, Name(number)));
        }
    }

    /// <inheritdoc/>
    public Snapshot? Load(int lane, Action<string> damaged)
    {
        var folder = FolderOf(lane);
        foreach (var number in Numbers(folder).AsEnumerable().Reverse())
        {
            var path = Path.Combine(folder, Name(number));
            if (SnapshotFile.Decode(File.ReadAllBytes(path), out var reason) is { } snapshot)
            {
                return snapshot;
            }

            damaged($"Snapshot {path} was passed over: {reason}. The one before it is used; events since then are read again.");
        }

        return null;
    }

    private static List<long> Numbers(string folder) => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*" + Suffix)
            .Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Where(n => n > 0)
            .Order()];

    private static string Name(long number) => number.ToString("D10", CultureInfo.InvariantCulture) + Suffix;

    private string FolderOf(int lane) => Path.Combine(directory, $"lane-{lane}");
}
