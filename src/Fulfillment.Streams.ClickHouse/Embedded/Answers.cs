using System.Buffers;
using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>Runs a query on a connection and copies its answer out of native memory in chunks, block by block where it can.</summary>
internal static class Answers
{
    private const int ChunkSize = 1 << 16;

    /// <summary>Copies the answer to <paramref name="query"/> to <paramref name="output"/>.</summary>
    /// <param name="connection">Used by nobody else meanwhile.</param>
    /// <param name="query">The query, already found harmless where it must be.</param>
    /// <param name="output">Not closed.</param>
    /// <param name="stop">Stops the query whose text ends with its argument; called when <paramref name="cancellationToken"/> is.</param>
    /// <param name="cancellationToken">Ends the query early.</param>
    public static async Task CopyAsync(ChdbConnection connection, ClickHouseQuery query, Stream output, Action<string> stop, CancellationToken cancellationToken)
    {
        // chDB gives a query no id, so stopping finds it by the end of its text.
        var marker = $"-- {Guid.NewGuid():N}";
        var sql = query.ReadOnly ? $"{query.Sql}\n{marker}" : query.Sql;
        using var registration = cancellationToken.UnsafeRegister(_ => stop(marker), null);
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
        var empty = true;
        using (var stream = connection.Begin(sql, query.Format, query.Parameters))
        {
            var finished = false;
            try
            {
                while (!finished)
                {
                    using var block = connection.Next(stream);
                    finished = block.Length == 0;
                    empty &= finished;
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

        if (empty && "Native".Equals(SqlStatements.FormatOf(query.Sql) ?? query.Format, StringComparison.OrdinalIgnoreCase))
        {
            await output.WriteAsync(NativeHeader.Of(connection, query), cancellationToken).ConfigureAwait(false);
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
}
