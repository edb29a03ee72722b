using System.Reactive.Disposables;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse;

/// <summary>
/// A ClickHouse, over HTTP or embedded in this process. Thread-safe. Every failure is a
/// <see cref="ClickHouseException"/>; what may be retried safely was already retried.
/// </summary>
public interface IClickHouse : IAsyncDisposable
{
    /// <summary>Runs statements that return nothing (DDL, settings), one statement a call.</summary>
    Task ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts RowBinary rows. Returns when the server has them; repeating it is harmless because rows carry key and version.
    /// </summary>
    Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken);

    /// <summary>
    /// Says that inserts are about to come, until what it returns is disposed: who lets several share an insert may wait for them a
    /// moment. A hint, and by default nobody takes it.
    /// </summary>
    IDisposable AnnounceInserts() => Disposable.Empty;

    /// <summary>Runs a query and copies its answer, in the query's format, to <paramref name="output"/>.</summary>
    Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken);
}
