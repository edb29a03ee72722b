using System.Net.ServerSentEvents;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Tests.Http;

namespace Fulfillment.Streams.Worker.Tests.Page;

public sealed class LiveStreamTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private long applied = 1;

    [Fact]
    public async Task A_viewer_hears_at_once_how_far_the_data_is_and_when_to_come_back()
    {
        await using var host = await StartAsync(Rows);
        await using var viewer = await Viewer.OpenAsync(host);
        Assert.Equal(TimeSpan.FromSeconds(2), (await viewer.NextAsync()).ReconnectionInterval);
        var news = await viewer.NextAsync("changed");
        Assert.NotNull(news.EventId);
        Assert.Contains("\"applied\":1", news.Data, StringComparison.Ordinal);
        Assert.Contains("\"complete_through\":\"2026-03-10T20:00:00+00:00\"", news.Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_but_heartbeats_while_nothing_changes()
    {
        await using var host = await StartAsync(Rows);
        await using var viewer = await Viewer.OpenAsync(host);
        await viewer.NextAsync("changed");
        Assert.Equal("heartbeat", (await viewer.NextAsync()).EventType);
        Assert.Equal("heartbeat", (await viewer.NextAsync()).EventType);
    }

    [Fact]
    public async Task A_change_is_sent_with_another_id()
    {
        await using var host = await StartAsync(Rows);
        await using var viewer = await Viewer.OpenAsync(host);
        var first = await viewer.NextAsync("changed");
        Interlocked.Increment(ref applied);
        var second = await viewer.NextAsync("changed");
        Assert.Contains("\"applied\":2", second.Data, StringComparison.Ordinal);
        Assert.NotEqual(first.EventId, second.EventId);
    }

    [Fact]
    public async Task However_fast_the_data_changes_events_are_an_interval_apart()
    {
        // Every query sees another state; 5 events must take at least 4 intervals.
        await using var host = await StartAsync(() => Rows(Interlocked.Increment(ref applied)), interval: TimeSpan.FromMilliseconds(100));
        var start = TimeProvider.System.GetTimestamp(); // before the first was sent: it may be read late, and those after it in a row
        await using var viewer = await Viewer.OpenAsync(host);
        for (var i = 0; i < 5; i++)
            await viewer.NextAsync("changed");
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromMilliseconds(350), Patience);
    }

    [Fact]
    public async Task A_returning_viewer_is_not_told_again_what_it_has_seen()
    {
        await using var host = await StartAsync(Rows);
        string? seen;
        await using (var viewer = await Viewer.OpenAsync(host))
            seen = (await viewer.NextAsync("changed")).EventId;
        await using var again = await Viewer.OpenAsync(host, seen);
        await again.NextAsync();
        Assert.Equal("heartbeat", (await again.NextAsync()).EventType);
    }

    [Fact]
    public async Task Trouble_is_told_once_and_the_stream_goes_on_when_it_is_over()
    {
        var broken = true;
        await using var host = await StartAsync(() => Volatile.Read(ref broken) ? throw new ClickHouseException(0, "no ClickHouse") : Rows());
        await using var viewer = await Viewer.OpenAsync(host);
        Assert.Equal("\"no ClickHouse\"", (await viewer.NextAsync("trouble")).Data);
        Assert.Equal("heartbeat", (await viewer.NextAsync()).EventType);
        Volatile.Write(ref broken, false);
        await viewer.NextAsync("changed");
    }

    [Fact]
    public async Task Stopping_the_worker_ends_the_stream()
    {
        var host = await StartAsync(Rows);
        await using var viewer = await Viewer.OpenAsync(host);
        await viewer.NextAsync("changed");
        await host.DisposeAsync();
        Assert.True(await viewer.EndsAsync(), "the stream went on after the worker stopped");
    }

    private string Rows() => Rows(Interlocked.Read(ref applied));

    private static string Rows(long applied) =>
        $$"""{"topic":"orders","partition":0,"clock":"2026-03-10T20:00:00Z","last_event_at":"2026-03-10T20:00:05Z","applied":{{applied}},"duplicates":0,"late":0,"rejected":0,"lag":0}""";

    private static Task<LocalHost> StartAsync(Func<string> rows, TimeSpan? interval = null)
    {
        var options = new PageOptions { LiveInterval = interval ?? TimeSpan.FromMilliseconds(20), Heartbeat = TimeSpan.FromMilliseconds(80) };
        return LocalHost.StartAsync(app => app.MapPage(new ScriptedClickHouse(_ => Task.FromResult(rows())), options));
    }

    private sealed class Viewer : IAsyncDisposable
    {
        private readonly HttpResponseMessage answer;
        private readonly IAsyncEnumerator<SseItem<string>> events;

        private Viewer(HttpResponseMessage answer, Stream body)
        {
            this.answer = answer;
            events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
        }

        public static async Task<Viewer> OpenAsync(LocalHost host, string? seen = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/stream");
            if (seen is not null)
                request.Headers.Add("Last-Event-ID", seen);
            var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
            return new Viewer(answer, await answer.Content.ReadAsStreamAsync());
        }

        public async Task<SseItem<string>> NextAsync()
        {
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Patience), "the stream ended");
            return events.Current;
        }

        public async Task<SseItem<string>> NextAsync(string type)
        {
            while (await NextAsync() is var item)
            {
                if (item.EventType == type)
                    return item;
                Assert.Equal("heartbeat", item.EventType);
            }

            throw new InvalidOperationException();
        }

        public async Task<bool> EndsAsync()
        {
            try
            {
                while (await events.MoveNextAsync().AsTask().WaitAsync(Patience))
                {
                }

                return true;
            }
            catch (IOException)
            {
                return true;
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        public async ValueTask DisposeAsync()
        {
            answer.Dispose();
            try
            {
                await events.DisposeAsync();
            }
            catch (NotSupportedException)
            {
                // A read was pending when the test ended.
            }
        }
    }
}
