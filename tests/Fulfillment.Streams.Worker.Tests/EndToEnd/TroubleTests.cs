using Fulfillment.Streams.Worker.Tests.Replay;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>What a person reads first when something is wrong: the setting, what was tried, the cure; never a stack trace.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class TroubleTests : IDisposable
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "TestData", "dataco");
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("Fulfillment__Timing__FlushInterval", "00:00:00", "Fulfillment:Timing:FlushInterval is 00:00:00: allowed are 00:00:00.0500000 to 00:10:00.")]
    [InlineData("Fulfillment__Timing__FlushIntervalMax", "00:20:00", "Fulfillment:Timing:FlushIntervalMax is 00:20:00: allowed are 00:00:00.0500000 to 00:10:00.")]
    [InlineData("Fulfillment__Timing__FlushBytesMax", "1000", "Fulfillment:Timing:FlushBytesMax is 1000: allowed are 65536 to 1099511627776.")]
    [InlineData("Fulfillment__Lane__TimeZone", "Mars/Base", "Fulfillment:Lane:TimeZone or ShopTimeZones has Mars/Base, which is no IANA time zone")]
    [InlineData("Fulfillment__Lanes", "0", "Fulfillment:Lanes is 0: allowed are 1 to 256.")]
    [InlineData("Fulfillment__Lane__Risk__ServiceLevel", "2", "Fulfillment:Lane:Risk:ServiceLevel is 2: allowed are 0.5 to 0.99999.")]
    public async Task A_wrong_setting_is_named_with_its_bounds_and_is_a_usage_error(string variable, string value, string message)
    {
        using var run = await FulfillmentProcess.RunAsync([(variable, value)], "replay", Data, "--store", _temp["store"]);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_ClickHouse_is_named_with_its_setting_and_what_was_tried()
    {
        using var run = await FulfillmentProcess.RunAsync(
            [("Fulfillment__ClickHouse__RetriesMax", "1")], "replay", Data, "--store", _temp["store"], "--clickhouse", "http://127.0.0.1:9");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("ClickHouse at http://127.0.0.1:9/ could not be reached", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--clickhouse", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_broker_is_waited_for_by_name_and_Ctrl_C_still_exits_0()
    {
        using var run = new FulfillmentProcess(
            "run", "--kafka", "127.0.0.1:1", "--store", _temp["store"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");
        await run.UntilAsync(
            () => Task.FromResult(run.Errors.Contains("Kafka:BootstrapServers = 127.0.0.1:1 does not answer", StringComparison.Ordinal)), "it named the setting");
        run.Interrupt();
        await run.ExitAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_in_use_is_refused_with_the_process_that_holds_it()
    {
        using var holder = new FulfillmentProcess("run", "--store", _temp["store"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");
        await holder.UntilAsync(() => Task.FromResult(holder.Output.Contains("SQL", StringComparison.Ordinal)), "it held the store");
        using var second = await FulfillmentProcess.RunAsync("replay", Data, "--store", _temp["store"]);
        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith($"The store {_temp["store"]} is in use by process", second.Errors, StringComparison.Ordinal);
        Assert.Equal("1\n", await FulfillmentProcess.SucceedAsync("query", "SELECT 1", "--store", _temp["store"])); // by way of the holder
    }

    [Fact]
    public async Task Verbs_use_the_store_that_the_environment_names_and_config_never_prints_a_password()
    {
        using var migrate = await FulfillmentProcess.RunAsync([("Fulfillment__Store", _temp["store"])], "migrate");
        Assert.Equal(0, migrate.ExitCode);
        using var query = await FulfillmentProcess.RunAsync([("Fulfillment__Store", _temp["store"])], "query", "SELECT count() FROM v_orders");
        Assert.Equal("0\n", query.Output);
        using var config = await FulfillmentProcess.RunAsync(
            [("Fulfillment__ClickHouse__Url", "http://ann:hush@example:8123"), ("Fulfillment__Kafka__SaslPassword", "hush")], "config");
        Assert.Contains("ClickHouse:Url = http://(redacted)@example:8123", config.Output, StringComparison.Ordinal);
        Assert.Contains("Kafka:SaslPassword = (redacted)", config.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", config.Output, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_named_and_what_was_not_written_is_written_once_there_is_room()
    {
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", "500000", "--seed", "2");
        using var disk = new SmallDisk(megabytes: 9);
        var store = Path.Combine(disk.Path, "store");
        using (var full = await FulfillmentProcess.RunAsync([("Fulfillment__Timing__GiveUpAfter", "00:00:02")], "replay", _temp["events"], "--store", store))
        {
            Assert.Equal(1, full.ExitCode);
            Assert.Contains("is full: free space there.", full.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", full.Errors, StringComparison.Ordinal);
        }

        disk.Resize(megabytes: 500);
        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", store);
        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", _temp["undisturbed"]);
        Assert.Equal(await ReplayedStore.DumpAsync(_temp["undisturbed"]), await ReplayedStore.DumpAsync(store));
    }
}
