using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>A ClickHouse that a verb works on, with the lock of its directory where it has one.</summary>
/// <param name="ClickHouse">Closed by <see cref="DisposeAsync"/>.</param>
/// <param name="Held">Given back after that; null for a server.</param>
public sealed record OpenedStore(IClickHouse ClickHouse, StoreLock? Held) : IAsyncDisposable
{
    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ClickHouse.DisposeAsync().ConfigureAwait(false);
        Held?.Dispose();
    }
}
