using System.Collections.Concurrent;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// A bounded pool of equal connections: at most <paramref name="max"/> are in use, others wait. Dirty ones are closed on
/// return. Thread-safe.
/// </summary>
internal sealed class ConnectionPool(int max, Func<ChdbConnection> open) : IDisposable
{
    private readonly ConcurrentBag<ChdbConnection> idle = [];
    private readonly SemaphoreSlim free = new(max, max);

    /// <summary>Runs <paramref name="work"/> off the caller's thread on a connection of its own.</summary>
    public async Task UseAsync(Func<ChdbConnection, Task> work, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // chDB blocks its caller for as long as the statement runs.
            await Task.Run(() => RunAsync(work), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Closes all idle connections; none may be in use.</summary>
    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        free.Dispose();
    }

    /// <summary>Waits until no connection is in use and lets none be taken again.</summary>
    public async Task DrainAsync()
    {
        for (var taken = 0; taken < max; taken++)
        {
            await free.WaitAsync().ConfigureAwait(false);
        }
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
