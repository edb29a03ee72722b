using System.Collections.Concurrent;

namespace Fulfillment.Streams.ClickHouse.Snapshots;

/// <summary>
/// What is known of the blobs of lanes since they were last listed, so that a lane is opened and closed without asking for the same
/// list again and again. What others did since does not show: who relies on it must be the only one to write those names, as the
/// owner of a lane is, or notice that content is missing. Thread-safe.
/// </summary>
internal sealed class KnownPuts
{
    private readonly ConcurrentDictionary<int, ConcurrentDictionary<ulong, StoredPut>> _lanes = new();

    /// <summary>The writes of some of a lane's blobs, oldest first; null where the lane was never listed.</summary>
    public List<StoredPut>? Find(int lane, Func<string, bool> isWanted) => _lanes.TryGetValue(lane, out var known)
        ? [.. known.Values.Where(p => isWanted(p.Name)).OrderBy(p => (p.Put, p.Nonce))] : null;

    /// <summary>Takes what the table says of a whole lane.</summary>
    public void Listed(int lane, IEnumerable<StoredPut> puts) => _lanes[lane] = new(puts.ToDictionary(p => p.Nonce));

    /// <summary>Takes a write that may have been made, whole or not.</summary>
    public void Wrote(int lane, StoredPut put)
    {
        if (_lanes.TryGetValue(lane, out var known))
        {
            known[put.Nonce] = put;
        }
    }

    /// <summary>Takes writes that may be gone.</summary>
    public void Dropped(int lane, IEnumerable<StoredPut> puts)
    {
        if (_lanes.TryGetValue(lane, out var known))
        {
            foreach (var put in puts)
            {
                known.TryRemove(put.Nonce, out _);
            }
        }
    }
}
