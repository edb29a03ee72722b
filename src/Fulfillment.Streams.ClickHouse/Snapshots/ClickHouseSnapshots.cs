using System.Globalization;
using System.Security.Cryptography;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.ClickHouse.Snapshots;

/// <summary>
/// Snapshots and epochs in tables of a ClickHouse, embedded or a server, that migration 0008 made. Blobs are written in
/// chunks, and count once all their chunks are there; deleting one drops a partition. Thread-safe.
/// </summary>
/// <remarks>
/// An epoch is claimed by a row with a random number, and read back: whoever finds another's row beside its own does not
/// have it, so of two who ask at once both may be told false, and never both true. That needs reads that see all earlier
/// writes. A single server gives them by itself. Where the tables are replicated, claims ask for a quorum and reads for
/// sequential consistency; for blobs add <c>?insert_quorum=auto&amp;insert_quorum_parallel=0</c> to the server's URL, or a
/// replica that lags may not find the newest snapshot, and more is read again.
/// <para>Failures that waiting may cure are <see cref="IOException"/>; others stay <see cref="ClickHouseException"/>.</para>
/// </remarks>
public sealed class ClickHouseSnapshots(IClickHouse clickHouse) : ISnapshotStore
{
    private const int BlobMax = 64 << 20;
    private const int NameMax = 64;

    private readonly SnapshotTables tables = new(clickHouse);
    private readonly KnownPuts known = new();
    private readonly Lock gate = new();
    private ulong newest;

    /// <inheritdoc/>
    public async Task<uint> LastEpochAsync(int lane, CancellationToken cancellationToken)
    {
        var lines = await tables.AskAsync(
            "SELECT max(epoch) FROM fulfillment.snapshot_epochs WHERE lane = {lane:UInt32}", [("lane", lane)], cancellationToken).ConfigureAwait(false);
        return uint.Parse(lines[0], CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async Task<bool> TryClaimAsync(int lane, uint epoch, CancellationToken cancellationToken)
    {
        var nonce = Nonce();
        var row = string.Create(CultureInfo.InvariantCulture, $"({lane}, {epoch}, {nonce})");
        await tables.ExecuteAsync(
            "INSERT INTO fulfillment.snapshot_epochs (lane, epoch, nonce) "
            + $"SETTINGS async_insert = 0, insert_quorum = 'auto', insert_quorum_parallel = 0 VALUES {row}",
            cancellationToken).ConfigureAwait(false);
        var askers = await tables.AskAsync(
            "SELECT DISTINCT nonce FROM fulfillment.snapshot_epochs WHERE lane = {lane:UInt32} AND epoch >= {epoch:UInt32}",
            [("lane", lane), ("epoch", epoch)], cancellationToken).ConfigureAwait(false);
        return askers is [var only] && only == nonce.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> NamesAsync(int lane, CancellationToken cancellationToken)
    {
        var puts = await PutsAsync(lane, cancellationToken).ConfigureAwait(false);
        return [.. puts.Where(p => p.IsWhole).Select(p => p.Name).Distinct()];
    }

    /// <inheritdoc/>
    public async Task PutAsync(int lane, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken)
    {
        Check(name);
        var length = content.Sum(p => (long)p.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, BlobMax, nameof(content));
        var before = known.Find(lane, n => n == name) is { Count: 0 }
            ? [] : await PutsAsync(lane, name, cancellationToken).ConfigureAwait(false);
        var put = new StoredPut(name, Next(before), Nonce(), IsWhole: true, (int)length, IsAbandoned: false);
        known.Wrote(lane, put); // before it is: where it ends in trouble, the next write of the name looks for what this one left
        foreach (var rows in new BlobRows(lane, name, put.Put, put.Nonce, content).Batches())
        {
            await tables.InsertAsync(rows, cancellationToken).ConfigureAwait(false);
        }

        await tables.TryDropAsync(lane, before, cancellationToken).ConfigureAwait(false);
        known.Dropped(lane, before);
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(int lane, string name, CancellationToken cancellationToken) =>
        (await GetAsync(lane, [name], cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    /// <remarks>Two questions for all of them, or one right after <see cref="NamesAsync"/>.</remarks>
    public async Task<IReadOnlyList<byte[]?>> GetAsync(int lane, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var read = await ReadAsync(lane, names, put => contents[put.Name] = new byte[put.Length], cancellationToken).ConfigureAwait(false);
        return [.. names.Select(name => read.Contains(name) ? contents[name] : null)];
    }

    /// <inheritdoc/>
    public async Task<bool> TryReadAsync(int lane, string name, Memory<byte> content, CancellationToken cancellationToken)
    {
        var fits = false;
        var read = await ReadAsync(
            lane, [name], put => (fits = put.Length == content.Length) ? content : new byte[put.Length], cancellationToken).ConfigureAwait(false);
        return fits && read.Contains(name);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(int lane, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var named = names.ToHashSet(StringComparer.Ordinal);
        var puts = await PutsAsync(lane, cancellationToken).ConfigureAwait(false);

        // Oldest first: were the newest gone and an older one left, that would be found instead.
        StoredPut[] dropped = [.. puts.Where(p => p.IsAbandoned || named.Contains(p.Name))];
        await tables.DropAsync(lane, dropped, cancellationToken).ConfigureAwait(false);
        known.Dropped(lane, dropped);
    }

    /// <summary>Reads blobs to where the caller says, and gives the names of those there are.</summary>
    private async Task<HashSet<string>> ReadAsync(
        int lane, IReadOnlyList<string> names, Func<StoredPut, Memory<byte>> room, CancellationToken cancellationToken)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        for (var attempt = 1; wanted.Count > 0; attempt++)
        {
            var puts = attempt == 1 ? known.Find(lane, wanted.Contains) : null;
            puts = puts is null || puts.DistinctBy(p => p.Name).Count() < wanted.Count
                ? (await PutsAsync(lane, cancellationToken).ConfigureAwait(false)).FindAll(p => wanted.Contains(p.Name)) : puts;
            StoredPut[] newest = [.. puts.Where(p => p.IsWhole).GroupBy(p => p.Name).Select(g => g.Last()).OrderBy(p => p.Name, StringComparer.Ordinal)];
            if (await tables.ReadAsync(lane, newest, [.. newest.Select(room)], cancellationToken).ConfigureAwait(false))
            {
                return [.. newest.Select(p => p.Name)];
            }

            if (attempt == 3) // once is a blob that was replaced or deleted between the questions
            {
                throw new IOException($"Snapshots of lane {lane} in ClickHouse keep changing while they are read.");
            }
        }

        return [];
    }

    private async Task<List<StoredPut>> PutsAsync(int lane, CancellationToken cancellationToken)
    {
        var puts = await ParsedAsync(tables.AskAsync(StoredPut.OfLane, [("lane", lane)], cancellationToken)).ConfigureAwait(false);
        known.Listed(lane, puts);
        lock (gate)
        {
            newest = Math.Max(newest, puts.Count == 0 ? 0 : puts[^1].Put);
        }

        return puts;
    }

    private Task<List<StoredPut>> PutsAsync(int lane, string name, CancellationToken cancellationToken) =>
        ParsedAsync(tables.AskAsync(StoredPut.OfName, [("lane", lane), ("name", name)], cancellationToken));

    private static async Task<List<StoredPut>> ParsedAsync(Task<string[]> lines) =>
        [.. (await lines.ConfigureAwait(false)).Select(StoredPut.Parse)];

    /// <summary>Higher than all there are, and than those given up here, which may arrive yet.</summary>
    private ulong Next(List<StoredPut> before)
    {
        lock (gate)
        {
            return newest = Math.Max(newest, before.Count == 0 ? 0 : before[^1].Put) + 1;
        }
    }

    private static ulong Nonce() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static void Check(string name)
    {
        if (name.Length is 0 or > NameMax || name.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '.')))
        {
            throw new ArgumentException($"'{name}' is no name of a snapshot: 1 to {NameMax} lower-case letters, digits, '-' and '.'.", nameof(name));
        }
    }
}
