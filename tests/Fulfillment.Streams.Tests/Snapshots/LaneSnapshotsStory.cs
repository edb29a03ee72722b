using System.Text;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>The vocabulary of tests of a lane's snapshots: owners open it, save, and load what is there.</summary>
public abstract class LaneSnapshotsStory
{
    private protected MemorySnapshots Store { get; } = new();

    private protected List<string> Damaged { get; } = [];

    private protected static bool IsMerged(string name) => name.Contains("-m", StringComparison.Ordinal);

    private protected static string Text(StoredState? state) => string.Join(' ', Said(state?.Blobs ?? []).Select(kv => $"{kv.Key}={kv.Value}"));

    private protected static SortedDictionary<string, string> Said(IReadOnlyList<byte[]> blobs)
    {
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var blob in blobs)
        {
            using var records = new RecordReader(blob);
            while (records.MoveNext())
            {
                var key = records.Read().ReadString();
                if (records.IsGone)
                {
                    said.Remove(key);
                }
                else
                {
                    said[key] = Encoding.UTF8.GetString(records.Value);
                }
            }
        }

        return said;
    }

    private protected static Task Save(LaneSnapshots owner, params (string Key, string? Value)[] changes) => Save(owner, isHurried: false, changes);

    private protected static async Task Save(LaneSnapshots owner, bool isHurried, params (string Key, string? Value)[] changes)
    {
        await owner.SaveAsync("log", Changes(changes), isLast: false, default);
        if (!isHurried)
        {
            await owner.TidyAsync(default);
        }
    }

    private protected static IReadOnlyList<SnapshotBlob> Changes(params (string Key, string? Value)[] changes)
    {
        var records = new StateRecords();
        foreach (var (key, value) in changes)
        {
            records.Key(RecordKind.Order).Write(key);
            if (value is null)
            {
                records.Gone();
            }
            else
            {
                records.Value().Write(Encoding.UTF8.GetBytes(value));
                records.End();
            }
        }

        return records.Close();
    }

    private protected async Task<LaneSnapshots> Opened(int inlineBytes = 0)
    {
        var owner = await LaneSnapshots.ClaimAsync(
            Store, 0, 1, Damaged.Add, SnapshotMerge.AtOnce(SnapshotMerge.DefaultMaxChanges, inlineBytes), default);
        await owner.LoadAsync(default);
        return owner;
    }

    private protected Task<StoredState?> Loaded() => LoadedFrom(Store);

    private protected async Task<StoredState?> LoadedFrom(MemorySnapshots store) =>
        await (await LaneSnapshots.ClaimAsync(store, 0, 1, Damaged.Add, SnapshotMerge.InBackground(), default)).LoadAsync(default);
}
