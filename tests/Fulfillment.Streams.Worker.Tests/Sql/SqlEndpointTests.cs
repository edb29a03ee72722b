using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Sql;

[Collection(OneStoreAtATime.Name)]
public sealed class SqlEndpointTests(SqlFixture sql) : IClassFixture<SqlFixture>
{
    [Theory]
    [InlineData("/ping")]
    [InlineData("/replicas_status")]
    [InlineData("/")]
    public async Task Probes_answer_ok(string path) => Assert.Equal("Ok.\n", await sql.Http.GetStringAsync(path));

    [Fact]
    public async Task Sql_may_come_in_the_address_in_the_body_or_in_both()
    {
        Assert.Equal("1\n", await sql.Http.GetStringAsync("/?query=SELECT%201"));
        Assert.Equal("2\n", await PostAsync("/", "SELECT 2"));
        Assert.Equal("3\n", await PostAsync("/?query=SELECT", "3"));
    }

    [Fact]
    public async Task Names_without_a_database_mean_the_views() =>
        Assert.Equal("orders\t0\t2026-03-11 06:59:59\n", await PostAsync("/?database=default", "SELECT topic, partition, clock FROM v_freshness"));

    [Fact]
    public async Task The_answer_tells_its_format_id_zone_and_size()
    {
        using var answer = await sql.Http.PostAsync("/?default_format=CSV&query_id=my-id", new StringContent("SELECT 1 AS a FORMAT JSONEachRow"));

        Assert.Equal("{\"a\":1}\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal("JSONEachRow", Header(answer, "X-ClickHouse-Format"));
        Assert.Equal("my-id", Header(answer, "X-ClickHouse-Query-Id"));
        Assert.Equal("UTC", Header(answer, "X-ClickHouse-Timezone"));
        Assert.Contains("\"result_bytes\":\"8\"", Header(answer, "X-ClickHouse-Summary"), StringComparison.Ordinal);
        Assert.Equal("application/x-ndjson", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("SELECT * FROM absent", HttpStatusCode.NotFound, "60", "Code: 60. DB::Exception: ", "(UNKNOWN_TABLE)")]
    [InlineData("SELECT FROM WHERE", HttpStatusCode.BadRequest, "62", "Code: 62. DB::Exception: Syntax error", "(SYNTAX_ERROR)")]
    [InlineData("DROP TABLE freshness", HttpStatusCode.Forbidden, "164", "Code: 164. DB::Exception: ", "(READONLY)")]
    [InlineData("SELECT file('/etc/passwd')", HttpStatusCode.Forbidden, "164", "Code: 164. DB::Exception: ", "(READONLY)")]
    [InlineData("SELECT number FROM numbers(2000000)", HttpStatusCode.InternalServerError, "396", "Code: 396. DB::Exception: ", "(TOO_MANY_ROWS_OR_BYTES)")]
    [InlineData("SELECT number, throwIf(number = 150000) FROM numbers(200000)", HttpStatusCode.InternalServerError, "395", "Code: 395. DB::Exception: ", "(FUNCTION_THROW_IF_VALUE_IS_NON_ZERO)")]
    public async Task An_error_has_its_status_its_code_and_no_rows(string text, HttpStatusCode status, string code, string beginning, string end)
    {
        using var answer = await sql.Http.PostAsync("/", new StringContent(text));
        var said = await answer.Content.ReadAsStringAsync();

        Assert.Equal((status, code), (answer.StatusCode, Header(answer, "X-ClickHouse-Exception-Code")));
        Assert.StartsWith(beginning, said, StringComparison.Ordinal);
        Assert.EndsWith($"{end}\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_out_of_time_is_a_timeout()
    {
        using var answer = await sql.Http.PostAsync("/?max_execution_time=0.1", new StringContent("SELECT count() FROM system.numbers WHERE sipHash64(number) = 1"));

        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
    }

    [Fact]
    public async Task Parameters_bind() =>
        Assert.Equal("a b\t3\n", await sql.Http.GetStringAsync("/?param_s=a%20b&param_n=2&query=SELECT%20%7Bs:String%7D,%20%7Bn:UInt8%7D%2B1"));

    [Fact]
    public async Task Limits_may_be_lowered_and_not_raised()
    {
        Assert.Equal("30\t10\n", await PostAsync("/?max_execution_time=1000&max_result_rows=10", "SELECT getSetting('max_execution_time'), getSetting('max_result_rows')"));
        Assert.Equal("30\t1000000\n", await PostAsync("/?max_execution_time=0&max_result_rows=0", "SELECT getSetting('max_execution_time'), getSetting('max_result_rows')"));
    }

    [Theory]
    [InlineData("user_files_path=/", 452)]
    [InlineData("max_result_rows=many", 27)]
    [InlineData("compress=1", 48)]
    [InlineData("database=elsewhere", 81)]
    [InlineData("default_format=..%2Fx", 73)]
    public async Task What_the_endpoint_does_not_do_is_refused_by_name(string parameter, int code)
    {
        using var answer = await sql.Http.PostAsync($"/?{parameter}", new StringContent("SELECT 1"));

        Assert.Equal($"{code}", Header(answer, "X-ClickHouse-Exception-Code"));
        Assert.Contains(parameter.Split('=')[0] is "database" ? "elsewhere" : parameter.Split('=')[0].Replace("default_", "", StringComparison.Ordinal), await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_settings_are_the_readers_choice() =>
        Assert.Equal("{\"a\":\"1\"}\n", await PostAsync("/?output_format_json_quote_64bit_integers=1&readonly=0", "SELECT toUInt64(1) AS a FORMAT JSONEachRow"));

    [Fact]
    public async Task Gzip_works_both_ways()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("SELECT number FROM numbers(1000)"u8);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/?enable_http_compression=1") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await sql.Http.SendAsync(request);

        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        using var text = new StreamReader(new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal(string.Concat(Enumerable.Range(0, 1000).Select(n => $"{n}\n")), await text.ReadToEndAsync());
    }

    /// <summary>clickhouse-go decodes Native blocks by the revision it is told; chDB's carry none.</summary>
    [Fact]
    public async Task The_greeting_of_grafanas_driver_is_told_revision_0()
    {
        using var answer = JsonDocument.Parse(await PostAsync("/?default_format=JSONEachRow", "SELECT displayName(), version(), revision(), timezone()"));

        Assert.Equal(["displayName()", "version()", "revision()", "timezone()"], answer.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(0, answer.RootElement.GetProperty("revision()").GetInt32());
        Assert.NotEqual("0\n", await PostAsync("/", "SELECT revision()"));
    }

    [Fact]
    public async Task An_empty_native_answer_names_its_columns()
    {
        var answer = await sql.Http.GetByteArrayAsync("/?default_format=Native&client_protocol_version=54460&query=SELECT%20topic%20FROM%20v_freshness%20WHERE%200");

        Assert.Equal("\u0001\0\u0005topic\u0016LowCardinality(String)", Encoding.Latin1.GetString(answer));
    }

    [Fact]
    public async Task Our_own_client_asks_it_as_it_asks_a_server()
    {
        await using var client = new HttpClickHouse(new HttpClickHouseOptions { Url = sql.Http.BaseAddress! }, TimeProvider.System);
        using var answer = new MemoryStream();

        await client.QueryAsync(new ClickHouseQuery("SELECT count() FROM v_freshness", "CSV"), answer, default);
        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => client.ExecuteAsync("TRUNCATE TABLE freshness", default));

        Assert.Equal("1\n", Encoding.UTF8.GetString(answer.ToArray()));
        Assert.Equal(164, failed.Code);
    }

    private async Task<string> PostAsync(string address, string text)
    {
        using var answer = await sql.Http.PostAsync(address, new StringContent(text));
        return await answer.Content.ReadAsStringAsync();
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
