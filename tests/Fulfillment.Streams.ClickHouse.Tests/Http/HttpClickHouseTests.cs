using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;
using Fulfillment.Streams.ClickHouseServer;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Tests.Http;

[Collection(EmbeddedFixture.Name)]
public sealed class HttpClickHouseTests(EmbeddedFixture embedded) : IAsyncLifetime
{
    private static readonly TableColumns Table = new("over_http", "a");
    private StandInServer server = null!;
    private HttpClickHouse clickHouse = null!;

    public async Task InitializeAsync()
    {
        server = await StandInServer.StartAsync(embedded.ClickHouse);
        clickHouse = Client();
        await embedded.ClickHouse.ExecuteAsync("CREATE TABLE over_http (a UInt64) ENGINE = ReplacingMergeTree ORDER BY a", default);
    }

    public async Task DisposeAsync()
    {
        await clickHouse.DisposeAsync();
        await server.DisposeAsync();
        await embedded.ClickHouse.ExecuteAsync("DROP TABLE over_http", default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rows_and_answers_pass_with_and_without_compression(bool compress)
    {
        await using var client = Client(o => o.Compress = compress);
        var rows = Enumerable.Range(0, 10_000).SelectMany(n => BitConverter.GetBytes((ulong)n)).ToArray();

        await client.InsertAsync(Table, rows, default);

        Assert.Equal("10000\n", await EmbeddedFixture.AskAsync(client, "SELECT count() FROM over_http"));
        var insert = server.Requests[0];
        Assert.Equal(80_000, insert.Unpacked);
        Assert.Equal(compress, insert.Sent < 40_000);
        Assert.Equal("0", insert.Query["async_insert"]);
        Assert.Equal("0", insert.Query["optimize_on_insert"]);
    }

    [Fact]
    public async Task A_query_carries_parameters_settings_format_and_asks_for_nothing_but_reading()
    {
        var query = new ClickHouseQuery("SELECT {p:String} AS é, getSetting('max_result_rows') AS m", "JSONEachRow")
        {
            Parameters = new Dictionary<string, string> { ["p"] = "a&b=c %25 ’" },
            Settings = new Dictionary<string, string> { ["max_result_rows"] = "17" },
        };

        var answer = await EmbeddedFixture.AskAsync(clickHouse, query with { Sql = query.Sql.Replace("é", "`é`", StringComparison.Ordinal) });

        Assert.Equal("{\"é\":\"a&b=c %25 ’\",\"m\":17}\n", answer.Replace("\"17\"", "17", StringComparison.Ordinal));
        Assert.Equal(("1", "fulfillment"), (server.Requests[0].Query["readonly"], server.Requests[0].Query["database"]));
    }

    [Fact]
    public async Task User_and_password_go_in_headers_and_never_into_a_message()
    {
        await using var client = Client(o => o.Url = new UriBuilder(server.Url) { UserName = "ana", Password = "s%40cret" }.Uri);
        server.Faults.Enqueue(InjectedFault.Error(403, 516, "Code: 516. DB::Exception: ana: Authentication failed. (AUTHENTICATION_FAILED)"));

        var refused = await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(client, "SELECT 1"));

        Assert.Equal(("ana", "s@cret"), (server.Requests[0].User, server.Requests[0].Key));
        Assert.Equal(516, refused.Code);
        Assert.Equal(
            $"ClickHouse at {server.Url} refused the user: Code: 516. DB::Exception: ana: Authentication failed. (AUTHENTICATION_FAILED) Set ClickHouse:User and ClickHouse:Password (environment Fulfillment__ClickHouse__User and Fulfillment__ClickHouse__Password).",
            refused.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Creating_the_database_does_not_presume_it()
    {
        await clickHouse.ExecuteAsync("CREATE DATABASE IF NOT EXISTS fulfillment", default);
        await clickHouse.ExecuteAsync("CREATE TABLE IF NOT EXISTS over_http (a UInt8) ENGINE = Memory", default);

        Assert.False(server.Requests[0].Query.ContainsKey("database"));
        Assert.Equal("fulfillment", server.Requests[1].Query["database"]);
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_under_a_new_id_until_it_does()
    {
        server.Faults.Enqueue(InjectedFault.Error(500, 252, "Code: 252. DB::Exception: Too many parts. (TOO_MANY_PARTS)"));
        server.Faults.Enqueue(InjectedFault.Error(503, 0, "upstream unavailable"));
        server.Faults.Enqueue(InjectedFault.Error(429, 0, ""));
        server.Faults.Enqueue(InjectedFault.Error(500, 241, "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)"));
        server.Faults.Enqueue(InjectedFault.Reset());

        await clickHouse.InsertAsync(Table, new byte[8], default);

        Assert.Equal(6, server.Requests.Count);
        Assert.Equal(6, server.Requests.Select(r => r.Query["query_id"]).Distinct().Count());
        Assert.Equal("1\n", await embedded.AskAsync("SELECT count() FROM over_http"));
    }

    [Fact]
    public async Task An_insert_applied_but_not_answered_is_repeated_and_harms_nothing()
    {
        await using var client = Client(o => o.RequestTimeMax = TimeSpan.FromSeconds(3)); // long enough for the second on a busy machine
        server.Faults.Enqueue(InjectedFault.SilentAfterApplying());

        await client.InsertAsync(Table, new byte[8], default);

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("1\n", await embedded.AskAsync("SELECT count() FROM over_http FINAL"));
    }

    [Theory]
    [InlineData(404, 60, "Code: 60. DB::Exception: Unknown table expression identifier 'x'. (UNKNOWN_TABLE)")]
    [InlineData(500, 164, "Code: 164. DB::Exception: Cannot execute query in readonly mode. (READONLY)")]
    [InlineData(400, 62, "Code: 62. DB::Exception: Syntax error. (SYNTAX_ERROR)")]
    public async Task What_waiting_does_not_help_fails_at_once(int status, int code, string text)
    {
        server.Faults.Enqueue(InjectedFault.Error(status, code, text));

        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => clickHouse.InsertAsync(Table, new byte[8], default));

        Assert.Equal((code, text), (failed.Code, failed.Message));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_query_that_is_too_big_is_not_tried_again()
    {
        server.Faults.Enqueue(InjectedFault.Error(500, 241, "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)"));

        Assert.Equal(241, (await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(clickHouse, "SELECT 1"))).Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_stays_broken_is_given_up_with_the_number_of_attempts()
    {
        await using var client = Client(o => o.RetriesMax = 2);
        for (var n = 0; n < 3; n++)
        {
            server.Faults.Enqueue(InjectedFault.Error(502, 0, "bad gateway"));
        }

        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => client.InsertAsync(Table, new byte[8], default));

        Assert.Equal(
            $"ClickHouse at {server.Url} answered: bad gateway. Is ClickHouse:Url (environment Fulfillment__ClickHouse__Url, option --clickhouse) the address of a ClickHouse server? (tried 3 times)",
            failed.Message);
    }

    [Fact]
    public async Task A_refused_connection_names_the_setting_and_the_cure()
    {
        var gone = server.Url;
        await server.DisposeAsync();

        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(clickHouse, "SELECT 1"));

        Assert.Equal(
            $"ClickHouse at {gone} could not be reached: the connection was refused. Start the server, or set ClickHouse:Url (environment Fulfillment__ClickHouse__Url, option --clickhouse) to its HTTP port, usually 8123. (tried 6 times)",
            failed.Message);
    }

    [Fact]
    public async Task An_unknown_host_is_not_waited_for()
    {
        await using var client = Client(o => o.Url = new Uri("http://no-such-host.invalid:8123/"));

        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(client, "SELECT 1"));

        Assert.Equal(
            "ClickHouse at http://no-such-host.invalid:8123/ could not be reached: its host name is unknown. Start the server, or set ClickHouse:Url (environment Fulfillment__ClickHouse__Url, option --clickhouse) to its HTTP port, usually 8123.",
            failed.Message);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_after_the_limit()
    {
        await using var client = Client(o => (o.RequestTimeMax, o.RetriesMax) = (TimeSpan.FromMilliseconds(50), 1));
        server.Faults.Enqueue(InjectedFault.SilentAfterApplying());
        server.Faults.Enqueue(InjectedFault.SilentAfterApplying());

        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(client, "SELECT 1"));

        Assert.StartsWith($"ClickHouse at {server.Url} did not answer within 0.05 s.", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_attempts()
    {
        await using var client = Client(o => (o.RetryDelay, o.RetryDelayMax) = (TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)));
        using var cancel = new CancellationTokenSource();
        server.Faults.Enqueue(InjectedFault.Error(503, 0, ""));

        var waiting = client.InsertAsync(Table, new byte[8], cancel.Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private HttpClickHouse Client(Action<HttpClickHouseOptions>? change = null)
    {
        var options = new HttpClickHouseOptions
        {
            Url = server.Url, RetriesMax = 5, RetryDelay = TimeSpan.FromMilliseconds(1), RetryDelayMax = TimeSpan.FromMilliseconds(5),
        };
        change?.Invoke(options);
        return new HttpClickHouse(options, TimeProvider.System);
    }
}
