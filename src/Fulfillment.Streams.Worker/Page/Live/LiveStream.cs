using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Page.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Live;

/// <summary>
/// <c>/api/stream</c>: an event when the views have changed, at most one a <see cref="PageOptions.LiveInterval"/>.
/// Events: <c>changed</c> (the freshness answer, with an id that stands for this state), <c>trouble</c> (why the views cannot
/// be read), <c>heartbeat</c>.
/// </summary>
internal sealed class LiveStream(Freshness freshness, PageOptions options, TimeProvider time, CancellationToken stopping)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>Streams until the viewer leaves or the worker stops. A returning viewer is told only what it has not seen.</summary>
    public ServerSentEventsResult<string> Get(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // reverse proxies must not hold events back
        return TypedResults.ServerSentEvents(EventsAsync(http.Request.Headers["Last-Event-ID"], http.RequestAborted));
    }

    private async IAsyncEnumerable<SseItem<string>> EventsAsync(string? seen, [EnumeratorCancellation] CancellationToken left)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(left, stopping);
        using var timer = new PeriodicTimer(options.LiveInterval, time);
        yield return new SseItem<string>("{}", "heartbeat") { ReconnectionInterval = Retry };
        var sentAt = time.GetTimestamp();
        do
        {
            var now = await StateAsync(ends.Token).ConfigureAwait(false);
            if (now is { } item && item.EventId != seen)
            {
                seen = item.EventId;
                sentAt = time.GetTimestamp();
                yield return item;
            }
            else if (time.GetElapsedTime(sentAt) >= options.Heartbeat)
            {
                sentAt = time.GetTimestamp();
                yield return new SseItem<string>("{}", "heartbeat");
            }
        }
        while (await TickAsync(timer, ends.Token).ConfigureAwait(false));
    }

    private async Task<SseItem<string>?> StateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await freshness.ReadAsync(cancellationToken).ConfigureAwait(false);
            return Item("changed", JsonSerializer.SerializeToUtf8Bytes(answer, PageJson.Default.FreshnessAnswer));
        }
        catch (ClickHouseException failure)
        {
            return Item("trouble", JsonSerializer.SerializeToUtf8Bytes(failure.Message, PageJson.Default.String));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The id is a digest of the state, so it means the same to every worker behind one address.</summary>
    private static SseItem<string> Item(string type, byte[] json) =>
        new(Encoding.UTF8.GetString(json), type) { EventId = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8)) };

    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
