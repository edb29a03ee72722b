using System.Diagnostics;
using Fulfillment.Streams.Chaos.Tests.Processes;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>One worker process from its start to its end by kill -9.</summary>
internal sealed class Life(FulfillmentProcess worker, Fate fate, StubbornClient client)
{
    private const int KilledHard = 128 + 9;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private readonly Stopwatch _sinceStart = Stopwatch.StartNew();
    private readonly long _acknowledged = client.Acknowledged;
    private TimeSpan? _loaded;
    private TimeSpan? _draining;
    private Uri? _page;

    /// <summary>How long it took to answer; null where it did not get there.</summary>
    public TimeSpan? AnsweredAfter { get; private set; }

    /// <summary>Lives, and is killed when its time has come.</summary>
    /// <returns>What it was doing; null where it had drained to the end before it could be killed.</returns>
    public async Task<Moment?> RunAsync()
    {
        while (!IsDue())
        {
            Assert.True(_sinceStart.Elapsed < Longest, $"The worker opened no lane or took no event within {Longest}: {worker.Errors}");
            if (worker.HasExited)
            {
                Assert.True(_draining is not null && worker.ExitCode == 0, $"The worker ended by itself with {worker.ExitCode}: {worker.Errors}");
                break;
            }

            Notice();
            await Task.Delay(Look);
        }

        if (!worker.HasExited)
        {
            worker.KillHard();
        }

        await worker.ExitAsync();
        if (_page is not null)
        {
            client.Leave(_page);
        }

        return worker.ExitCode != KilledHard ? null
            : _draining is not null ? Moment.Drain
            : _page is null ? Moment.StartUp
            : _loaded is null ? Moment.Restore : Moment.Load;
    }

    private void Notice()
    {
        if (_page is null && (_page = worker.Page()) is not null)
        {
            client.Reach(_page);
            AnsweredAfter = _sinceStart.Elapsed;
        }

        if (_loaded is null && worker.Opened() > 0 && client.Acknowledged > _acknowledged)
        {
            _loaded = _sinceStart.Elapsed;
        }

        if (_draining is null && fate.Aim == Moment.Drain && _sinceStart.Elapsed >= _loaded + fate.After && !worker.HasExited)
        {
            worker.Interrupt();
            _draining = _sinceStart.Elapsed;
        }
    }

    private bool IsDue() => _sinceStart.Elapsed >= fate.Aim switch
    {
        Moment.StartUp => fate.After,
        Moment.Drain => _draining + fate.DrainFor,
        _ => _loaded + fate.After,
    };
}
