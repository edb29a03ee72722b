namespace Fulfillment.Streams.ClickHouse.Tests.Embedded;

[Collection(EmbeddedFixture.Name)]
public sealed class ReadOnlyGuardTests(EmbeddedFixture embedded)
{
    [Theory]
    [InlineData("SELECT file('/etc/hostname')")]
    [InlineData("SELECT `file`('/etc/hostname')")]
    [InlineData("SELECT \"file\" /* x */ ('/etc/hostname')")]
    [InlineData("SELECT “file”('/etc/hostname')")]
    [InlineData("SELECT `fi\\x6ce`('/etc/hostname')")]
    [InlineData("SELECT arrayMap(file, ['/etc/hostname'])")]
    [InlineData("SELECT * APPLY file FROM (SELECT '/etc/hostname')")]
    [InlineData("SELECT * APPLY(x -> file(x)) FROM (SELECT '/etc/hostname')")]
    [InlineData("WITH (x -> file(x)) AS f SELECT f('/etc/hostname')")]
    [InlineData("EXPLAIN SELECT file('/etc/hostname')")]
    [InlineData("SELECT /* /* ' */ */ file('/etc/hostname') -- '")]
    [InlineData("SELECT $a$ ' $a$, file('/etc/hostname'), ' '")]
    [InlineData("DESCRIBE TABLE file('/etc/passwd')")]
    [InlineData("SELECT * FROM file('/etc/passwd', LineAsString)")]
    [InlineData("SELECT * FROM url('http://127.0.0.1:1/', CSV)")]
    [InlineData("DESCRIBE TABLE URL('http://127.0.0.1:1/')")]
    [InlineData("SELECT * FROM s3('http://127.0.0.1:1/')")]
    [InlineData("SELECT * FROM remote('127.0.0.1', system.one)")]
    [InlineData("SELECT * FROM executable('x', TSV, 'a UInt8')")]
    [InlineData("SELECT * FROM eval('SELECT 1')")]
    [InlineData("SELECT catboostEvaluate('/etc/passwd', 1)")]
    [InlineData("KILL QUERY WHERE 1")]
    [InlineData("SYSTEM FLUSH LOGS")]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/fulfillment-outfile'")]
    [InlineData("SET max_threads = 1")]
    [InlineData("USE default")]
    [InlineData("INSERT INTO absent VALUES (1)")]
    [InlineData("CREATE TABLE nope (a UInt8) ENGINE = Memory")]
    [InlineData("CREATE TEMPORARY TABLE nope (a UInt8)")]
    [InlineData("DROP DATABASE fulfillment")]
    [InlineData("SELECT 1 SETTINGS readonly = 0")]
    [InlineData("SELECT 1 SETTINGS max_memory_usage = 0")]
    [InlineData("BACKUP DATABASE fulfillment TO File('x')")]
    [InlineData("CREATE FUNCTION f AS (x) -> x")]
    public async Task Refused(string sql)
    {
        var refused = await Assert.ThrowsAsync<ClickHouseException>(() => embedded.AskAsync(sql));

        Assert.Equal(164, refused.Code);
        Assert.EndsWith("(READONLY)", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 'file(1)', 'KILL QUERY; DROP TABLE x' -- SYSTEM SHUTDOWN", "file(1)\tKILL QUERY; DROP TABLE x\n")]
    [InlineData("WITH 2 AS url SELECT url + 1 AS filename", "3\n")]
    [InlineData("SELECT count() FROM numbers(3)", "3\n")]
    [InlineData("SELECT * FROM values('a UInt8', 1)", "1\n")]
    [InlineData("EXISTS TABLE absent", "0\n")]
    [InlineData("SELECT 1;", "1\n")]
    [InlineData("(SELECT 1) UNION ALL (SELECT 1)", "1\n1\n")]
    public async Task Allowed(string sql, string answer) => Assert.Equal(answer, await embedded.AskAsync(sql));

    [Fact]
    public async Task A_function_does_not_hide_in_a_parameter()
    {
        var query = new ClickHouseQuery("SELECT arrayMap({f:Identifier}, ['/etc/hostname'])") { Parameters = new Dictionary<string, string> { ["f"] = "file" } };

        Assert.Equal(164, (await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(embedded.ClickHouse, query))).Code);
    }

    [Fact]
    public async Task What_does_not_parse_gets_the_parsers_own_complaint()
    {
        var wrong = await Assert.ThrowsAsync<ClickHouseException>(() => embedded.AskAsync("SELECT 1 FORM x y"));

        Assert.Equal(62, wrong.Code);
        Assert.Contains("failed at position", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_statements_are_one_too_many() =>
        Assert.Equal(62, (await Assert.ThrowsAsync<ClickHouseException>(() => embedded.AskAsync("SELECT 1; SELECT 2"))).Code);

    [Theory]
    [InlineData("SELECT count() FROM system.numbers WHERE sipHash64(number) = 1", 159, "max_execution_time", "0.2")]
    [InlineData("SELECT groupArray(number) FROM numbers(100000000)", 241, "max_memory_usage", "50000000")]
    [InlineData("SELECT number FROM numbers(100)", 396, "max_result_rows", "10")]
    public async Task A_limit_stops_the_query(string sql, int code, string setting, string value)
    {
        var query = new ClickHouseQuery(sql) { Settings = new Dictionary<string, string> { [setting] = value } };

        Assert.Equal(code, (await Assert.ThrowsAsync<ClickHouseException>(() => EmbeddedFixture.AskAsync(embedded.ClickHouse, query))).Code);
    }
}
