using System.Globalization;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Snapshots;

/// <summary>Statements on the tables of snapshots. Failures that waiting may cure become <see cref="IOException"/>.</summary>
internal sealed class SnapshotTables(IClickHouse clickHouse)
{
    // Without replicas it changes nothing; with them a lagging one refuses rather than answers from the past.
    private static readonly Dictionary<string, string> SeeingAllWrites = new() { ["select_sequential_consistency"] = "1" };

    /// <summary>The answer's lines, tab-separated.</summary>
    public async Task<string[]> AskAsync(string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        var asking = clickHouse.AskAsync(Query(sql, "TabSeparated", parameters), cancellationToken);
        await GuardAsync("read", asking).ConfigureAwait(false);
        return await asking.ConfigureAwait(false);
    }

    /// <summary>Reads the content of blobs; false where chunks are missing by now.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="puts">One write of each blob, in the order of their names.</param>
    /// <param name="contents">Where each goes, as long as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> ReadAsync(int lane, IReadOnlyList<StoredPut> puts, IReadOnlyList<Memory<byte>> contents, CancellationToken cancellationToken)
    {
        using var answer = new SplitStream(contents);
        if (!answer.IsComplete)
        {
            var nonces = string.Join(',', puts.Select(p => p.Nonce.ToString(CultureInfo.InvariantCulture)));
            var query = Query(
                """
                SELECT content FROM fulfillment.snapshots WHERE lane = {lane:UInt32} AND nonce IN {nonces:Array(UInt64)} AND total = 0
                ORDER BY name, number LIMIT 1 BY name, number
                """,
                "RawBLOB",
                ("lane", lane), ("nonces", $"[{nonces}]"));
            await GuardAsync("read", clickHouse.QueryAsync(query, answer, cancellationToken)).ConfigureAwait(false);
        }

        return answer.IsComplete;
    }

    /// <summary>Inserts rows; they are on disk when this returns.</summary>
    public Task InsertAsync(RowBuffer rows, CancellationToken cancellationToken) =>
        GuardAsync("written", clickHouse.InsertAsync(rows.Table, rows.Bytes, cancellationToken));

    /// <summary>Runs a statement.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => GuardAsync("written", clickHouse.ExecuteAsync(sql, cancellationToken));

    /// <summary>Drops writes of blobs, in order.</summary>
    public async Task DropAsync(int lane, IReadOnlyCollection<StoredPut> puts, CancellationToken cancellationToken)
    {
        if (puts.Count > 0)
        {
            var drops = puts.Select(p => string.Create(CultureInfo.InvariantCulture, $"DROP PARTITION ({lane}, {p.Nonce})"));
            await ExecuteAsync($"ALTER TABLE fulfillment.snapshots {string.Join(", ", drops)}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops writes that a later one replaced. Left where it fails: they are never found, and go when their name is deleted.</summary>
    public async Task TryDropAsync(int lane, IReadOnlyCollection<StoredPut> puts, CancellationToken cancellationToken)
    {
        try
        {
            await DropAsync(lane, puts, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // what was to be written is
        }
    }

    private static ClickHouseQuery Query(string sql, string format, params (string Name, object Value)[] parameters) => new(sql, format)
    {
        Parameters = parameters.ToDictionary(p => p.Name, p => Convert.ToString(p.Value, CultureInfo.InvariantCulture)!),
        Settings = SeeingAllWrites,
    };

    private static async Task GuardAsync(string what, Task statement)
    {
        try
        {
            await statement.ConfigureAwait(false);
        }
        catch (ClickHouseException failure) when (failure.MayPass)
        {
            throw new IOException($"Snapshots in ClickHouse cannot be {what} now: {failure.Message}", failure);
        }
    }
}
