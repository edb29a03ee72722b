using System.Globalization;
using FASTER.core;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>
/// How far a log is durable: a small file for each commit, named and written as FASTER's own does. That one takes a write that
/// failed for one that succeeded and deletes the commit before it, after which nothing of the log would be found.
/// </summary>
internal sealed class LogCommits(string directory, LogDisk disk) : ILogCommitManager
{
    private readonly string _directory = Directory.CreateDirectory(Path.Combine(directory, "log-commits")).FullName;
    private long? _last;

    public void Commit(long beginAddress, long untilAddress, byte[] commitMetadata, long commitNum, bool forceWriteMetadata)
    {
        byte[] bytes = [.. BitConverter.GetBytes(commitMetadata.Length), .. commitMetadata];
        disk.RepeatAsync(() => Replace(commitNum, bytes)).GetAwaiter().GetResult(); // FASTER calls this on a thread of its own for it
        _last = commitNum;
    }

    public byte[] GetCommitMetadata(long commitNum)
    {
        var bytes = File.ReadAllBytes(PathOf(commitNum));
        return bytes[sizeof(int)..(sizeof(int) + BitConverter.ToInt32(bytes))]; // throws where torn: FASTER then takes the one before
    }

    public IEnumerable<long> ListCommits() =>
        Directory.EnumerateFiles(_directory, "commit.*.0")
            .Select(file => long.Parse(Path.GetFileName(file).Split('.')[1], CultureInfo.InvariantCulture))
            .OrderDescending();

    public void RemoveCommit(long commitNum) => File.Delete(PathOf(commitNum));

    public void RemoveAllCommits()
    {
        foreach (var commit in ListCommits().ToList())
        {
            RemoveCommit(commit);
        }
    }

    public void OnRecovery(long commitNum)
    {
        foreach (var other in ListCommits().Where(commit => commit != commitNum).ToList())
        {
            RemoveCommit(other);
        }

        _last = commitNum;
    }

    public void Dispose()
    {
    }

    private void Replace(long commit, byte[] bytes)
    {
        using (var file = File.OpenHandle(PathOf(commit), FileMode.Create, FileAccess.Write, FileShare.Read, FileOptions.WriteThrough))
        {
            disk.Write(file, bytes, 0);
        }

        if (_last is { } before)
        {
            RemoveCommit(before); // only now that the new one is on disk
        }
    }

    private string PathOf(long commit) => Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $"commit.{commit}.0"));
}
