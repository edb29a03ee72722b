using System.CommandLine;
using Fulfillment.Streams.Worker.Commands;
using Fulfillment.Streams.Worker.Store;
using Fulfillment.Streams.Worker.Tests.Sql;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Commands;

[Collection(OneStoreAtATime.Name)]
public sealed class QueryCommandTests : IDisposable
{
    private readonly string store = Directory.CreateTempSubdirectory("query-").FullName;

    public void Dispose() => Directory.Delete(store, recursive: true);

    [Fact]
    public async Task Migrate_makes_a_store_that_query_reads_in_any_format()
    {
        var (made, said, _) = await RunAsync("migrate", "--store", store, "--json");
        var again = await RunAsync("migrate", "--store", store);
        var (code, rows, _) = await RunAsync("query", "SELECT count() AS n, '牛' AS s FROM v_orders", "--store", store, "--format", "JSONEachRow");

        Assert.Equal((0, 0), (made, code));
        Assert.Contains("\"0001_orders\"", said, StringComparison.Ordinal);
        Assert.StartsWith("0 applied, ", again.Output, StringComparison.Ordinal);
        Assert.Equal("{\"n\":0,\"s\":\"牛\"}\n", rows);
    }

    [Fact]
    public async Task The_default_format_is_tab_separated()
    {
        await RunAsync("migrate", "--store", store);

        Assert.Equal((0, "1\t2\n", ""), await RunAsync("query", "SELECT 1, 2", "--store", store));
    }

    [Fact]
    public async Task A_failed_query_is_one_line_and_exit_code_1()
    {
        await RunAsync("migrate", "--store", store);

        var (code, output, error) = await RunAsync("query", "SELECT * FROM absent", "--store", store);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith("Code: 60. DB::Exception: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_exist_is_not_made()
    {
        var absent = Path.Combine(store, "absent");

        var (code, _, error) = await RunAsync("query", "SELECT 1", "--store", absent);

        Assert.Equal((1, $"There is no store in {absent}. Name the directory that was given to run, demo or replay as --store.\n"), (code, error));
        Assert.False(Directory.Exists(absent));
    }

    [Fact]
    public async Task A_store_in_use_without_an_endpoint_is_refused_with_its_holder()
    {
        Directory.CreateDirectory(Path.Combine(store, "clickhouse"));
        using var held = StoreLock.Acquire(store, "replay");

        var (code, _, error) = await RunAsync("query", "SELECT 1", "--store", store);

        Assert.Equal(1, code);
        Assert.StartsWith($"The store {store} is in use by process {Environment.ProcessId} (replay).", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_use_by_a_worker_is_asked_through_its_endpoint()
    {
        var endpoint = new SqlFixture();
        await endpoint.InitializeAsync();
        try
        {
            Directory.CreateDirectory(Path.Combine(store, "clickhouse"));
            using var held = StoreLock.Acquire(store, "run");
            held.SetSqlUrl(endpoint.Http.BaseAddress);

            Assert.Equal((0, "orders\n", ""), await RunAsync("query", "SELECT topic FROM v_freshness", "--store", store));
            Assert.Equal((0, "orders\n", ""), await RunAsync("query", "SELECT topic FROM v_freshness", "--clickhouse", endpoint.Http.BaseAddress!.Authority));
        }
        finally
        {
            await endpoint.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("Name what to work on: --store DIR or --clickhouse URL.")]
    [InlineData("Name one of --store DIR and --clickhouse URL, not both.", "--store", "/tmp", "--clickhouse", "http://h:1")]
    [InlineData("--clickhouse ftp://h is not an HTTP address such as http://localhost:8123.", "--clickhouse", "ftp://h")]
    public async Task A_target_that_is_none_is_a_usage_error(string message, params string[] options)
    {
        var (code, _, error) = await RunAsync(["query", "SELECT 1", .. options]);

        Assert.Equal((2, message), (code, error.Split('\n')[0]));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var root = new RootCommand { QueryCommand.Create(), MigrateCommand.Create() };
        var configuration = new InvocationConfiguration { Output = new StringWriter { NewLine = "\n" }, Error = new StringWriter { NewLine = "\n" } };
        var code = await CommandLine.InvokeAsync(root, args, configuration);
        return (code, configuration.Output.ToString()!, configuration.Error.ToString()!);
    }
}
