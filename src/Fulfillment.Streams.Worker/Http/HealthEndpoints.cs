using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>Liveness, readiness and metrics.</summary>
public static class HealthEndpoints
{
    private const string Ok = "ok";

    /// <summary>How long one readiness check may take before it counts as not ready.</summary>
    public static readonly TimeSpan ProbeTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Maps <c>/healthz</c> (200 while the process lives, depends on nothing), <c>/readyz</c> (503 naming what is not ready)
    /// and <c>/metrics</c> (Prometheus text; needs <see cref="MetricsServices.AddWorkerMetrics"/>).
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder app, params IReadOnlyList<ReadinessCheck> checks)
    {
        app.MapGet("/healthz", () => TypedResults.Text(Ok));
        app.MapGet("/readyz", (CancellationToken cancellationToken) => ReadyAsync(checks, cancellationToken));
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static async Task<JsonHttpResult<ReadinessReport>> ReadyAsync(IReadOnlyList<ReadinessCheck> checks, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(checks.Select(check => ProbeAsync(check, cancellationToken))).ConfigureAwait(false);
        var report = new ReadinessReport(
            answers.All(answer => answer is null),
            checks.Zip(answers).ToDictionary(pair => pair.First.Name, pair => pair.Second ?? Ok));
        var status = report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return TypedResults.Json(report, HttpJson.Default.ReadinessReport, statusCode: status);
    }

    private static async Task<string?> ProbeAsync(ReadinessCheck check, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(ProbeTimeMax);
        try
        {
            return await check.Probe(deadline.Token).WaitAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {ProbeTimeMax.TotalSeconds:0} s";
        }
#pragma warning disable CA1031 // Whatever a dependency throws means "not ready, because …"; the probe's caller must get an answer.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return failure.Message;
        }
    }
}
