using System.Numerics;
using System.Reactive.Disposables;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse;

/// <summary>
/// Lets the lanes of a worker share inserts: while one into a table is under way, others into it wait, and then go together as
/// one. An insert costs ClickHouse milliseconds and a part however few rows it has, so lanes that flush at the same moment would
/// otherwise wait for each other, the more the more lanes there are. Who comes alone waits for nobody, unless others
/// <see cref="AnnounceInserts">announced</see> theirs. Thread-safe.
/// </summary>
/// <remarks>
/// Where a shared insert fails, all who share it are told, and each repeats its own rows; an insert that is under way is finished
/// whatever the tokens of those who share it say.
/// </remarks>
/// <param name="inner">Where the rows go.</param>
/// <param name="time">How long the announced are waited for.</param>
public sealed class CoalescedInserts(IClickHouse inner, TimeProvider time) : IClickHouse
{
    /// <summary>Bytes of rows that go together at most, unless one caller brings more.</summary>
    public const int BytesMax = 32 << 20;

    /// <summary>How long an insert waits for those that are announced: lanes whose work is longer than that share the next.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromMilliseconds(200);

    private readonly Lock _sync = new();
    private readonly Dictionary<TableColumns, Queue<Waiting>> _underWay = [];
    private readonly Dictionary<TableColumns, byte[]> _rooms = []; // each for the insert into the table that is under way
    private int _announced;
    private TaskCompletionSource _allCame = new();

    /// <inheritdoc/>
    public IDisposable AnnounceInserts()
    {
        lock (_sync)
        {
            if (_announced++ == 0)
            {
                _allCame = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        return Disposable.Create(Came);
    }

    /// <inheritdoc/>
    public Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var place = new Waiting(rowBinary, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        Task? coming;
        lock (_sync)
        {
            ref var waiting = ref CollectionsMarshal.GetValueRefOrAddDefault(_underWay, table, out var isUnderWay);
            (waiting ??= []).Enqueue(place);
            if (isUnderWay)
            {
                return place.Done.Task;
            }

            coming = _announced == 0 ? null : _allCame.Task;
        }

        _ = InsertAllAsync(table, coming); // tells those who wait
        return place.Done.Task;
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => inner.ExecuteAsync(sql, cancellationToken);

    /// <inheritdoc/>
    public Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken) =>
        inner.QueryAsync(query, output, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Came()
    {
        lock (_sync)
        {
            if (--_announced == 0)
            {
                _allCame.SetResult();
            }
        }
    }

    private async Task InsertAllAsync(TableColumns table, Task? coming)
    {
        if (coming is not null)
        {
            await coming.WaitAsync(WaitMax, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        while (Next(table) is { } together)
        {
            try
            {
                await InsertTogetherAsync(table, together).ConfigureAwait(false);
                together.ForEach(w => w.Done.SetResult());
            }
#pragma warning disable CA1031 // whatever it is, it belongs to those who wait
            catch (Exception failure)
#pragma warning restore CA1031
            {
                together.ForEach(w => w.Done.SetException(failure));
            }
        }
    }

    private async Task InsertTogetherAsync(TableColumns table, List<Waiting> together)
    {
        if (together.Count == 1)
        {
            await inner.InsertAsync(table, together[0].Rows, together[0].Token).ConfigureAwait(false);
            return;
        }

        var length = together.Sum(w => w.Rows.Length);
        var rows = Room(table, length);
        var at = 0;
        foreach (var waiting in together)
        {
            waiting.Rows.Span.CopyTo(rows.AsSpan(at));
            at += waiting.Rows.Length;
        }

        await inner.InsertAsync(table, rows.AsMemory(0, length), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Memory for a shared insert, kept: arrays of this size, made anew each time, would drive the collector.</summary>
    private byte[] Room(TableColumns table, int length)
    {
        lock (_sync)
        {
            ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(_rooms, table, out _);
            return kept?.Length >= length ? kept : kept = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)length));
        }
    }

    /// <summary>Those who waited meanwhile, as many as may go together; null where nobody did, and then nothing is under way.</summary>
    private List<Waiting>? Next(TableColumns table)
    {
        lock (_sync)
        {
            var waiting = _underWay[table];
            if (waiting.Count == 0)
            {
                _underWay.Remove(table);
                return null;
            }

            List<Waiting> together = [waiting.Dequeue()];
            for (long bytes = together[0].Rows.Length; waiting.TryPeek(out var next) && bytes + next.Rows.Length <= BytesMax; waiting.Dequeue())
            {
                together.Add(next);
                bytes += next.Rows.Length;
            }

            return together;
        }
    }

    private sealed record Waiting(ReadOnlyMemory<byte> Rows, TaskCompletionSource Done, CancellationToken Token);
}
