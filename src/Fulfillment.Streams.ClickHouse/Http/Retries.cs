using System.Diagnostics.Metrics;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Fulfillment.Streams.ClickHouse.Http;

/// <summary>What is tried again, when, and how often.</summary>
internal static class Retries
{
    private static readonly Meter Meter = new("Fulfillment.Streams.ClickHouse");
    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>(
        "fulfillment.clickhouse.retries", "{attempt}", "Requests to ClickHouse sent again because waiting may help");

    /// <summary>Whether an answer of <paramref name="status"/> with ClickHouse's <paramref name="code"/> (0 for none) may pass.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">ClickHouse's error code.</param>
    /// <param name="repeatOverload">
    /// Whether to wait out time and memory limits too: right for our own inserts, wrong for a person's query that is too big.
    /// </param>
    public static bool MayPass(int status, int code, bool repeatOverload) => code switch
    {
        0 => status is 408 or 429 or >= 500,
        159 or 241 => repeatOverload,
        _ => PassingErrors.Contain(code),
    };

    /// <summary>Exponential backoff with jitter around attempts that each have a time limit.</summary>
    public static ResiliencePipeline Pipeline(HttpClickHouseOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (options.RetriesMax > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<TransientException>().Handle<TimeoutRejectedException>(),
                MaxRetryAttempts = options.RetriesMax,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.RetryDelayMax,
                OnRetry = _ =>
                {
                    Repeated.Add(1);
                    return ValueTask.CompletedTask;
                },
            });
        }

        return builder.AddTimeout(options.RequestTimeMax).Build();
    }
}
