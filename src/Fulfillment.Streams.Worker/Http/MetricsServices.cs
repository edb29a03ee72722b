using OpenTelemetry.Metrics;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>What <c>/metrics</c> exports.</summary>
public static class MetricsServices
{
    /// <summary>
    /// Collects the engine's meters (every meter whose name starts with <c>Fulfillment.Streams</c>) and the runtime's own:
    /// processor time, memory, garbage collection, thread pool, requests.
    /// </summary>
    public static IServiceCollection AddWorkerMetrics(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Fulfillment.Streams*")
            .AddMeter("System.Runtime")
            .AddMeter("Microsoft.AspNetCore.Hosting")
            .AddMeter("Microsoft.AspNetCore.Server.Kestrel")
            .AddPrometheusExporter());
        return services;
    }
}
