using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Fulfillment.Streams.Worker.Http;
using Fulfillment.Streams.Worker.Lanes;

namespace Fulfillment.Streams.Worker.Tests.Http;

public sealed class HealthTests
{
    private static readonly ReadinessCheck Passing = new("log", _ => Task.FromResult<string?>(null));

    [Fact]
    public async Task The_process_is_alive_whatever_its_dependencies_say()
    {
        await using var host = await StartAsync(new ReadinessCheck("clickhouse", _ => Task.FromResult<string?>("refused")));
        Assert.Equal("ok", await host.Client.GetStringAsync("/healthz"));
    }

    [Fact]
    public async Task Ready_when_every_check_passes()
    {
        await using var host = await StartAsync(Passing);
        using var answer = await host.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"ready":true,"checks":{"log":"ok"}}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Not_ready_names_each_check_that_failed_and_why()
    {
        await using var host = await StartAsync(
            Passing,
            new ReadinessCheck("clickhouse", _ => Task.FromResult<string?>("refused")),
            new ReadinessCheck("kafka", _ => throw new TimeoutException("no broker")));
        using var answer = await host.Client.GetAsync("/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var checks = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("checks");
        Assert.Equal("ok", checks.GetProperty("log").GetString());
        Assert.Equal("refused", checks.GetProperty("clickhouse").GetString());
        Assert.Equal("no broker", checks.GetProperty("kafka").GetString());
    }

    [Fact]
    public async Task Metrics_export_the_engines_counters_with_help_type_and_escaped_labels_and_the_runtimes_own()
    {
        await using var host = await StartAsync(Passing);
        using var meter = new Meter("Fulfillment.Streams.Test");
        var counter = meter.CreateCounter<long>("fulfillment.events.applied", unit: "{event}", description: "Events that changed something.");
        counter.Add(7, new KeyValuePair<string, object?>("shop", "say \"hi\""));
        var text = await host.Client.GetStringAsync("/metrics");
        Assert.Contains("# TYPE fulfillment_events_applied_total counter", text, StringComparison.Ordinal);
        Assert.Contains("# HELP fulfillment_events_applied_total Events that changed something.", text, StringComparison.Ordinal);
        Assert.Matches("""fulfillment_events_applied_total\{.*shop="say \\"hi\\"".*\} 7\b""", text);
        Assert.Contains("dotnet_process_memory_working_set_bytes", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_process_cpu_time_seconds_total", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Durations_come_in_buckets_that_tell_a_quick_flush_from_a_slow_one()
    {
        await using var host = await StartAsync(Passing);
        LaneMetrics.Flushed(TimeSpan.FromSeconds(0.2));
        var text = await host.Client.GetStringAsync("/metrics");
        Assert.Matches("""fulfillment_flush_duration_seconds_bucket\{.*le="0\.25"\} [1-9]""", text);
    }

    private static Task<LocalHost> StartAsync(params ReadinessCheck[] checks) =>
        LocalHost.StartAsync(app => app.MapHealth(checks), services => services.AddWorkerMetrics());
}
