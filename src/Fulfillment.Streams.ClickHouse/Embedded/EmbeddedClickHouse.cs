using System.Globalization;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// ClickHouse inside this process (chDB), on one directory. One process has one such directory and a directory one process.
/// Unqualified names mean <see cref="Database"/>; times without a zone mean UTC. Closed by itself when the process exits
/// in order. Thread-safe.
/// </summary>
public sealed class EmbeddedClickHouse : IClickHouse
{
    /// <summary>The database that unqualified names mean.</summary>
    public const string Database = "fulfillment";

    private readonly EngineLease engine;
    private readonly Sessions sessions;
    private readonly ConnectionPool writers;
    private readonly ConnectionPool readers;
    private readonly NativeTables natives = new();
    private int disposed;

    private EmbeddedClickHouse(EngineLease engine, EmbeddedOptions options)
    {
        this.engine = engine;
        sessions = new Sessions(engine, options);
        writers = new ConnectionPool(options.WritersMax, sessions.Writer);
        readers = new ConnectionPool(options.ReadersMax, sessions.Reader);
        EngineExit.Add(this);
    }

    /// <summary>Opens the store in <paramref name="directory"/>, which is made if it does not exist, with an empty database.</summary>
    /// <exception cref="ClickHouseException">
    /// chDB is not installed, another process has the directory, or this one already uses another; names the cure.
    /// </exception>
    public static EmbeddedClickHouse Open(string directory, EmbeddedOptions options)
    {
        var engine = EngineLease.Take(directory, EngineArguments(options));
        try
        {
            engine.Execute($"CREATE DATABASE IF NOT EXISTS {Database}");
            MakeRoomForBlocking(options);
            return new EmbeddedClickHouse(engine, options);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        writers.UseAsync(
            connection =>
            {
                connection.Execute(sql);
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Once begun it is finished whatever <paramref name="cancellationToken"/> says: half an insert helps nobody.</remarks>
    public Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken) =>
        rowBinary.IsEmpty ? Task.CompletedTask : writers.UseAsync(
            connection =>
            {
                var native = natives.Take(table, connection);
                try
                {
                    connection.Insert($"INSERT INTO {Database}.{table.Table} ({table.Columns})", rowBinary.Span, native);
                }
                finally
                {
                    natives.GiveBack(table, native);
                }

                return Task.CompletedTask;
            },
            cancellationToken);

    /// <inheritdoc/>
    /// <remarks>
    /// <see cref="ClickHouseQuery.ReadOnly"/> queries run under the limits of <see cref="EmbeddedOptions"/>, which the query's own
    /// settings override. An error after the first block leaves a partial answer in <paramref name="output"/>.
    /// </remarks>
    public Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        var pool = query.ReadOnly ? readers : writers;
        return pool.UseAsync(
            async connection =>
            {
                if (query.ReadOnly)
                {
                    ReadOnlyGuard.Check(connection, query);
                }

                if (query.Settings.Count == 0)
                {
                    await Answers.CopyAsync(connection, query, output, engine.Stop, cancellationToken).ConfigureAwait(false);
                    return;
                }

                // Settings belong to a session and a read-only one cannot take them back, so this query gets its own (0.3 ms).
                using var own = sessions.Open(query.Settings, query.ReadOnly);
                await Answers.CopyAsync(own, query, output, engine.Stop, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Waits for what runs, refuses what comes, and closes the store. Calling it again does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await writers.DisposeAsync().ConfigureAwait(false);
        await readers.DisposeAsync().ConfigureAwait(false);
        engine.Dispose();
        EngineExit.Remove(this);
    }

    /// <summary>Stops every query that runs, so that closing need not wait for them.</summary>
    internal void StopAll() => engine.StopAll();

    /// <summary>
    /// Each statement blocks a thread of the pool, which adds threads beyond its minimum, one per core, only twice a second: on few
    /// cores some statements at once let everything else in the process wait for half a second and more.
    /// </summary>
    private static void MakeRoomForBlocking(EmbeddedOptions options)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + options.WritersMax + options.ReadersMax), ports);
    }

    private static string[] EngineArguments(EmbeddedOptions options) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--max_server_memory_usage={options.MemoryMax}"),
        string.Create(CultureInfo.InvariantCulture, $"--mark_cache_size={options.CacheMax}"),
        string.Create(CultureInfo.InvariantCulture, $"--index_mark_cache_size={options.CacheMax}"),
    ];
}
