using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>Answers every query with what the test says, and counts them.</summary>
internal sealed class ScriptedClickHouse(Func<ClickHouseQuery, Task<string>> answer) : IClickHouse
{
    private int queries;

    public int Queries => Volatile.Read(ref queries);

    public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => throw new NotSupportedException("The page only reads.");

    public Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The page only reads.");

    public async Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref queries);
        Assert.True(query.ReadOnly, "the page asked for the right to write");
        await output.WriteAsync(Encoding.UTF8.GetBytes(await answer(query)), cancellationToken);
    }

    public ValueTask DisposeAsync() => default;
}
