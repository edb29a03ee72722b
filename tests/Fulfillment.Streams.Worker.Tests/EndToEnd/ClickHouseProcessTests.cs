using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>The test server itself: its faults are what they are called, and it goes on afterwards.</summary>
public sealed class ClickHouseProcessTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _temp = new();
    private ClickHouseProcess _server = null!;
    private HttpClickHouse _clickHouse = null!;
    private byte _row;

    public async Task InitializeAsync()
    {
        _server = new ClickHouseProcess(_temp["clickhouse"]);
        _clickHouse = Client();
        await _clickHouse.ExecuteAsync("CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a", default);
    }

    public async Task DisposeAsync() => await _clickHouse.DisposeAsync();

    public void Dispose()
    {
        _server.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public async Task Each_fault_is_applied_or_not_as_it_says_happens_once_and_is_counted()
    {
        foreach (var (fault, applied) in new[] { ("fail 500 252 1", 0), ("fail 503 0 1", 0), ("reset 1", 0), ("reset-after 1", 1), ("silent 1", 1) })
        {
            _server.Command(fault);
            await Assert.ThrowsAsync<ClickHouseException>(InsertAsync);
            Assert.Equal((fault, applied), (fault, await RowsAsync()));
            await InsertAsync();
            Assert.Equal((fault, applied + 1), (fault, await RowsAsync()));
            await _clickHouse.ExecuteAsync("TRUNCATE TABLE t", default);
        }

        Assert.Equal("5 252=1 503=1 reset=1 reset-after=1 silent=1", _server.Command("count"));
    }

    [Fact]
    public async Task Down_refuses_everything_and_up_answers_at_the_same_address_with_the_same_tables()
    {
        await InsertAsync();
        for (var time = 0; time < 3; time++)
        {
            _server.Command("down");
            var refused = await Assert.ThrowsAsync<ClickHouseException>(InsertAsync);
            Assert.Contains("the connection was refused", refused.Message, StringComparison.Ordinal);
            _server.Command("up");
            Assert.Equal(1, await RowsAsync());
        }
    }

    [Fact]
    public async Task Chances_are_repeated_by_their_seed()
    {
        var first = await LuckAsync(seed: 24);
        Assert.Contains(true, first);
        Assert.Contains(false, first);
        Assert.Equal(first, await LuckAsync(seed: 24));

        async Task<List<bool>> LuckAsync(int seed)
        {
            _server.Command($"seed {seed}");
            _server.Command("odds 0.5");
            var failed = new List<bool>();
            for (var insert = 0; insert < 12; insert++)
            {
                var before = _server.Faults;
                await InsertAsync().ContinueWith(_ => { }, TaskScheduler.Default);
                failed.Add(_server.Faults > before);
            }

            return failed;
        }
    }

    [Fact]
    public void What_it_does_not_understand_it_says() => Assert.Throws<ArgumentException>(() => _server.Command("explode"));

    private Task InsertAsync() => _clickHouse.InsertAsync(new TableColumns("t", "a"), new[] { ++_row }, default);

    private async Task<int> RowsAsync() => int.Parse(await _server.AskAsync("SELECT count() FROM t"));

    // never tries again, and waits long enough for a busy machine
    private HttpClickHouse Client() => new(
        new HttpClickHouseOptions { Url = _server.Url, RetriesMax = 0, RequestTimeMax = TimeSpan.FromSeconds(4) }, TimeProvider.System);
}
