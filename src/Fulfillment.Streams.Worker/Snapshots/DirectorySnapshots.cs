using System.Globalization;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Worker.Snapshots;

/// <summary>
/// Snapshots as files, one directory a lane. Workers may share it where the file system creates files exclusively, as local ones
/// and NFS do. Thread-safe.
/// </summary>
public sealed class DirectorySnapshots(string directory) : ISnapshotStore
{
    private const string Epoch = "epoch-";
    private const string Partial = ".partial";

    /// <inheritdoc/>
    public Task<uint> LastEpochAsync(int lane, CancellationToken cancellationToken) => Task.FromResult(Epochs(lane).DefaultIfEmpty().Max());

    /// <inheritdoc/>
    public Task<bool> TryClaimAsync(int lane, uint epoch, CancellationToken cancellationToken)
    {
        var older = Epochs(lane);
        if (older.Any(e => e > epoch))
        {
            return Task.FromResult(false);
        }

        try
        {
            using var file = new FileStream(PathOf(lane, NameOf(epoch)), FileMode.CreateNew); // exclusive: the claim itself
            file.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(PathOf(lane, NameOf(epoch))) || Epochs(lane).Any(e => e > epoch))
        {
            return Task.FromResult(false);
        }

        if (Epochs(lane).Any(e => e > epoch))
        {
            // Its first owner's file may have been deleted as replaced just before ours was made.
            File.Delete(PathOf(lane, NameOf(epoch)));
            return Task.FromResult(false);
        }

        foreach (var replaced in older.Where(e => e < epoch))
        {
            File.Delete(PathOf(lane, NameOf(replaced)));
        }

        return Task.FromResult(true);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> NamesAsync(int lane, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Files(lane).Where(n => !n.StartsWith(Epoch, StringComparison.Ordinal) && !n.EndsWith(Partial, StringComparison.Ordinal))]);

    /// <inheritdoc/>
    public async Task PutAsync(int lane, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        var path = PathOf(lane, name);
        using (var file = new FileStream(path + Partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            foreach (var piece in content)
            {
                await file.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(path + Partial, path, overwrite: true); // only a whole file ever has the name
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(int lane, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(lane, name), cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryReadAsync(int lane, string name, Memory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(PathOf(lane, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length != content.Length)
            {
                return false;
            }

            await file.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(int lane, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            File.Delete(PathOf(lane, name));
        }

        return Task.CompletedTask;
    }

    private static string NameOf(uint epoch) => Epoch + epoch.ToString("D10", CultureInfo.InvariantCulture);

    private uint[] Epochs(int lane) =>
        [.. Files(lane).Where(n => n.StartsWith(Epoch, StringComparison.Ordinal)).Select(n => uint.Parse(n.AsSpan(Epoch.Length), CultureInfo.InvariantCulture))];

    private IEnumerable<string> Files(int lane) => Directory.EnumerateFiles(FolderOf(lane)).Select(f => Path.GetFileName(f));

    private string PathOf(int lane, string name) => Path.Combine(FolderOf(lane), name);

    private string FolderOf(int lane) => Directory.CreateDirectory(Path.Combine(directory, $"lane-{lane}")).FullName;
}
