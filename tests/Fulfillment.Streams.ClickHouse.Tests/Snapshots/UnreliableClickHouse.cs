using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Tests.Snapshots;

/// <summary>A ClickHouse whose inserts get lost, are repeated or come to an end, as a test says.</summary>
internal sealed class UnreliableClickHouse(IClickHouse inner) : IClickHouse
{
    private int inserts;

    /// <summary>Inserts that succeed before everything fails for good.</summary>
    public int DiesAfter { get; init; } = int.MaxValue;

    /// <summary>The insert, from 1, that is answered and not made.</summary>
    public int Loses { get; init; }

    /// <summary>How often each insert and statement is applied.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What everything but a query fails with.</summary>
    public ClickHouseException? Failure { get; init; }

    /// <summary>Whether statements are applied before they fail.</summary>
    public bool FailsAfterApplying { get; init; }

    /// <summary>What happens before each query.</summary>
    public Func<Task> BeforeQuery { get; init; } = () => Task.CompletedTask;

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        for (var time = 0; time < Times && (Failure is null || FailsAfterApplying); time++)
        {
            await inner.ExecuteAsync(sql, cancellationToken);
        }

        ThrowIfFailing();
    }

    public async Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken)
    {
        ThrowIfFailing();
        if (++inserts > DiesAfter)
        {
            throw new ClickHouseException(0, "gone") { MayPass = true };
        }

        for (var time = 0; time < Times && inserts != Loses; time++)
        {
            await inner.InsertAsync(table, rowBinary, cancellationToken);
        }
    }

    public async Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken)
    {
        await BeforeQuery();
        await inner.QueryAsync(query, output, cancellationToken);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void ThrowIfFailing()
    {
        if (Failure is not null)
        {
            throw Failure;
        }
    }
}
