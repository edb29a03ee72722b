using System.Buffers;
using System.Globalization;
using Fulfillment.Streams.ClickHouse.Statements;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// ClickHouse inside this process (chDB), on one directory. One process has one such directory and a directory one process.
/// Unqualified names mean <see cref="Database"/>; times without a zone mean UTC. Thread-safe.
/// </summary>
public sealed class EmbeddedClickHouse : IClickHouse
{
    /// <summary>The database that unqualified names mean.</summary>
    public const string Database = "fulfillment";

    private const int ChunkSize = 1 << 16;
    private readonly EngineLease engine;
    private readonly EmbeddedOptions options;
    private readonly ConnectionPool writers;
    private readonly ConnectionPool readers;
    private bool disposed;

    private EmbeddedClickHouse(EngineLease engine, EmbeddedOptions options)
    {
        this.engine = engine;
        this.options = options;
        writers = new ConnectionPool(options.WritersMax, () => Session([], readOnly: false));
        readers = new ConnectionPool(options.ReadersMax, () => Session([], readOnly: true));
    }

    /// <summary>Opens the store in <paramref name="directory"/>, which is made if it does not exist, with an empty database.</summary>
    /// <exception cref="ClickHouseException">
    /// chDB is not installed, another process has the directory, or this one already uses another; names the cure.
    /// </exception>
    public static EmbeddedClickHouse Open(string directory, EmbeddedOptions options)
    {
        var engine = EngineLease.Take(directory);
        try
        {
            using var first = Connect(engine);
            first.Execute($"CREATE DATABASE IF NOT EXISTS {Database}");
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
                connection.Insert($"INSERT INTO {Database}.{table.Table} ({table.Columns})", "RowBinary", rowBinary.Span);
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
                    await RunAsync(connection, query, output, cancellationToken).ConfigureAwait(false);
                    return;
                }

                // Settings belong to a session and a read-only one cannot take them back, so this query gets its own (0.3 ms).
                using var own = Session(query.Settings, query.ReadOnly);
                await RunAsync(own, query, output, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await writers.DrainAsync().ConfigureAwait(false);
        await readers.DrainAsync().ConfigureAwait(false);
        writers.Dispose();
        readers.Dispose();
        engine.Dispose();
    }

    private async Task RunAsync(ChdbConnection connection, ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        // chDB gives a query no id, so cancelling finds it by the end of its text.
        var marker = $"-- {Guid.NewGuid():N}";
        var sql = query.ReadOnly ? $"{query.Sql}\n{marker}" : query.Sql;
        using var stop = cancellationToken.UnsafeRegister(_ => engine.Stop(marker), null);
        try
        {
            if (BlockwiseAnswers.Allow(query))
            {
                await StreamAsync(connection, sql, query, output, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                using var answer = connection.Answer(sql, query.Format, query.Parameters);
                await CopyAsync(answer, output, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ClickHouseException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static async Task StreamAsync(ChdbConnection connection, string sql, ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        using var stream = connection.Begin(sql, query.Format, query.Parameters);
        var finished = false;
        try
        {
            while (!finished)
            {
                using var block = connection.Next(stream);
                finished = block.Length == 0;
                await CopyAsync(block, output, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (!finished)
            {
                connection.Abandon(stream);
            }
        }
    }

    private static async Task CopyAsync(ChdbResult answer, Stream output, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long offset = 0; offset < answer.Length;)
            {
                var count = answer.CopyTo(chunk, offset);
                await output.WriteAsync(chunk.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                offset += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static ChdbConnection Connect(EngineLease engine) =>
        ChdbConnection.TryOpen(engine.Path, []) ?? throw new ClickHouseException(0, $"The embedded ClickHouse on {engine.Path} refused another connection.");

    private ChdbConnection Session(IEnumerable<KeyValuePair<string, string>> settings, bool readOnly)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var connection = Connect(engine);
        try
        {
            connection.Execute($"USE {Database}");
            var all = new Dictionary<string, string> { ["session_timezone"] = "UTC" };
            foreach (var (name, value) in readOnly ? Limits().Concat(settings) : settings)
            {
                all[name] = value;
            }

            connection.Execute("SET " + string.Join(", ", all.Select(s => $"{SettingName(s.Key)} = {SqlText.Quote(s.Value)}")));
            if (readOnly)
            {
                connection.Execute("SET readonly = 1"); // last: from here on the session takes no setting
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private Dictionary<string, string> Limits() => new()
    {
        ["max_execution_time"] = options.QueryTimeMax.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ["max_memory_usage"] = options.QueryMemoryMax.ToString(CultureInfo.InvariantCulture),
        ["max_result_rows"] = options.QueryRowsMax.ToString(CultureInfo.InvariantCulture),
        ["max_threads"] = options.QueryThreadsMax.ToString(CultureInfo.InvariantCulture),
    };

    private static string SettingName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? name
            : throw new ClickHouseException(115, $"Code: 115. DB::Exception: Unknown setting '{name}'. (UNKNOWN_SETTING)");
}
