using System.Diagnostics;
using System.Text;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Tests.Embedded;

[Collection(EmbeddedFixture.Name)]
public sealed class EmbeddedClickHouseTests(EmbeddedFixture embedded)
{
    private readonly EmbeddedClickHouse clickHouse = embedded.ClickHouse;

    [Fact]
    public async Task Unqualified_names_mean_the_fulfillment_database_and_times_are_utc() =>
        Assert.Equal("fulfillment\t2026-03-11 06:59:59\n", await embedded.AskAsync("SELECT currentDatabase(), toDateTime(1773212399)"));

    [Fact]
    public async Task Rows_written_as_RowBinary_come_back()
    {
        await clickHouse.ExecuteAsync("CREATE TABLE rows_back (s String, n Nullable(Float64), d Decimal(18, 6), t DateTime('UTC')) ENGINE = MergeTree ORDER BY s", default);
        var rows = new RowBuffer(new TableColumns("rows_back", "s, n, d, t"));
        rows.String("caf\u00E9 \0 ’"u8);
        rows.NullableFloat64(null);
        rows.Int64(-1_234_567);
        rows.DateTime(1_773_212_399_000);
        rows.EndRow();
        rows.String("z"u8);
        rows.NullableFloat64(0.1);
        rows.Int64(1);
        rows.DateTime(0);
        rows.EndRow();

        await clickHouse.InsertAsync(rows.Table, rows.Bytes, default);

        Assert.Equal(
            "[\"caf\u00E9 \\u0000 ’\", null, -1.234567, \"2026-03-11 06:59:59\"]\n[\"z\", 0.1, 0.000001, \"1970-01-01 00:00:00\"]\n",
            await embedded.AskAsync("SELECT * FROM rows_back ORDER BY s", "JSONCompactEachRow"));
    }

    [Fact]
    public async Task An_insert_that_fails_says_so_and_the_next_one_works()
    {
        await clickHouse.ExecuteAsync("CREATE TABLE torn (a UInt64) ENGINE = MergeTree ORDER BY a", default);
        var table = new TableColumns("torn", "a");

        await Assert.ThrowsAsync<ClickHouseException>(() => clickHouse.InsertAsync(table, new byte[12], default));
        var unknown = await Assert.ThrowsAsync<ClickHouseException>(() => clickHouse.InsertAsync(new TableColumns("absent", "a"), new byte[8], default));
        await clickHouse.InsertAsync(table, new byte[16], default);

        Assert.Equal(60, unknown.Code);
        Assert.Equal("2\n", await embedded.AskAsync("SELECT count() FROM torn WHERE a = 0"));
    }

    /// <summary>chDB leaves rows of a failed query in its connection, and would put them before the next answer.</summary>
    [Fact]
    public async Task Rows_of_a_failed_query_never_reach_the_next_answer()
    {
        foreach (var format in new[] { "TabSeparated", "JSON" })
        {
            var failed = await Assert.ThrowsAsync<ClickHouseException>(() => embedded.AskAsync(
                "SELECT number, throwIf(number = 150000) FROM numbers(200000)", format));
            Assert.Equal(395, failed.Code);
            for (var again = 0; again < 4; again++)
            {
                Assert.Equal("1\n", await embedded.AskAsync("SELECT 1"));
            }
        }
    }

    /// <summary>Answers come in blocks of 65,409 rows; a header or footer must still come once.</summary>
    [Theory]
    [InlineData("TabSeparated", "", 1_288_890)]
    [InlineData("CSVWithNames", "\"wide\"\n", 1_288_897)]
    [InlineData("JSONEachRow", "", 3_088_890)]
    [InlineData("Values", "", 1_688_889)]
    [InlineData("RowBinaryWithNamesAndTypes", "wide\u0006UInt64", 1_600_013)]
    public async Task A_long_answer_is_one_document_in_every_format(string format, string header, int bytes)
    {
        using var output = new MemoryStream();
        await clickHouse.QueryAsync(new ClickHouseQuery("SELECT number AS wide FROM numbers(200000)", format), output, default);

        Assert.Equal(bytes, output.Length);
        Assert.Equal(header.Length == 0 ? 0 : 1, Encoding.Latin1.GetString(output.ToArray()).Split(header.Length == 0 ? "meta" : header).Length - 1);
    }

    /// <summary>A server sends the columns of an empty answer, and drivers need them; chDB alone sends nothing.</summary>
    [Theory]
    [InlineData("SELECT number AS n, 'x' AS `a b` FROM numbers(0)")]
    [InlineData("WITH 1 AS one SELECT toUInt64(one) AS n, 'x' AS `a b` FROM numbers(0) FORMAT Native SETTINGS max_block_size = 1;")]
    public async Task An_empty_native_answer_still_names_its_columns(string sql)
    {
        using var output = new MemoryStream();
        await clickHouse.QueryAsync(new ClickHouseQuery(sql, "Native") { ReadOnly = !sql.Contains("SETTINGS", StringComparison.Ordinal) }, output, default);

        Assert.Equal("\u0002\0\u0001n\u0006UInt64\u0003a b\u0006String", Encoding.Latin1.GetString(output.ToArray()));
    }

    [Fact]
    public async Task The_format_in_the_statement_wins() =>
        Assert.Equal("{\"a\":1}\n", await embedded.AskAsync("SELECT 1 AS a FORMAT JSONEachRow;", "CSV"));

    [Fact]
    public async Task Parameters_are_values_and_never_sql()
    {
        var query = new ClickHouseQuery("SELECT {name:String}, {n:UInt8} + 1")
        {
            Parameters = new Dictionary<string, string> { ["name"] = "x'); DROP TABLE y --", ["n"] = "41" },
        };

        Assert.Equal("x\\'); DROP TABLE y --\t42\n", await EmbeddedFixture.AskAsync(clickHouse, query));
    }

    [Fact]
    public async Task Settings_hold_for_their_query_only()
    {
        var limited = new ClickHouseQuery("SELECT number FROM numbers(10)") { Settings = new Dictionary<string, string> { ["max_result_rows"] = "3" } };

        var tooMany = await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(clickHouse, limited));

        Assert.Equal(396, tooMany.Code);
        Assert.Equal("10\n", await embedded.AskAsync("SELECT count() FROM (SELECT number FROM numbers(10))"));
        var unknown = limited with { Settings = new Dictionary<string, string> { ["no_such_setting"] = "3" } };
        Assert.Equal(115, (await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(clickHouse, unknown))).Code);
    }

    [Fact]
    public async Task Cancelling_stops_the_query_in_the_engine()
    {
        using var cancel = new CancellationTokenSource();
        var running = clickHouse.QueryAsync(
            new ClickHouseQuery("SELECT count() FROM system.numbers WHERE sipHash64(number) = 1"), Stream.Null, cancel.Token);
        await UntilAsync("SELECT count() FROM system.processes WHERE query LIKE '%sipHash64(number) = 1%' AND query NOT LIKE '%processes%'", "1\n");

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("1\n", await embedded.AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task More_callers_than_connections_wait_for_their_turn()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => embedded.AskAsync($"SELECT {n}, sleepEachRow(0.001)")));

        Assert.Equal(Enumerable.Range(0, 40).Select(n => $"{n}\t0\n"), answers);
    }

    private async Task UntilAsync(string sql, string expected)
    {
        var waited = Stopwatch.StartNew();
        while (await embedded.AskAsync(sql) != expected)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), $"never became {expected}: {sql}");
            await Task.Delay(10);
        }
    }
}
