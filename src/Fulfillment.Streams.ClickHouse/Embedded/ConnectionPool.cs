using System.Collections.Concurrent;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// A bounded pool of equal connections: at most <paramref name="max"/> are in use, others wait. Dirty ones are closed on
/// return. Thread-safe.
/// </summary>
internal sealed class ConnectionPool(int max, Func<ChdbConnection> open) : IAsyncDisposable
{
    private readonly ConcurrentBag<ChdbConnection> idle = [];
    private readonly SemaphoreSlim free = new(max, max);
    private volatile bool closed;

    /// <summary>Runs <paramref name="work"/> off the caller's thread on a connection of its own.</summary>
    /// <exception cref="ObjectDisposedException">The pool is closed.</exception>
    public async Task UseAsync(Func<ChdbConnection, Task> work, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);

            // chDB blocks its caller for as long as the statement runs.
            await Task.Run(() => RunAsync(work), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Waits for what runs, lets nothing else begin, and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        for (var taken = 0; taken < max; taken++)
        {
            await free.WaitAsync().ConfigureAwait(false);
        }

        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        free.Release(max); // whoever waits is to find it closed rather than wait for ever
    }

    private async Task RunAsync(Func<ChdbConnection, Task> work)
    {
        var connection = idle.TryTake(out var pooled) ? pooled : open();
        var clean = false;
        try
        {
            await work(connection).ConfigureAwait(false);
            clean = !connection.Dirty;
        }
        finally
        {
            if (clean)
            {
                idle.Add(connection);
            }
            else
            {
                connection.Dispose(); // its next answer would begin with rows of the failed one
            }
        }
    }
}
