using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Store;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>Repeats what could not be done now for as long as waiting may help, saying why once per pause. Thread-safe.</summary>
internal sealed partial class Patience(LaneTiming timing, TimeProvider time, ILogger log) : IDisposable
{
    private const int NotEnoughSpace = 243;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _ending = new();
    private int _repeating; // steps
    private volatile string? _reason; // the newest

    /// <summary>Why a step under way has to be repeated; null while all goes well.</summary>
    public string? Trouble => Volatile.Read(ref _repeating) > 0 ? _reason : null;

    /// <summary>Ends the patience soon: somebody waits for the process to end. Thread-safe.</summary>
    public void EndSoon() => _ending.CancelAfter(AtTheEnd);

    /// <summary>Runs a step until it succeeds; it must be safe to repeat.</summary>
    /// <exception cref="LaneFailedException">The patience is at its end.</exception>
    public async Task RunAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var isRepeated = false;
        for (var pause = FirstPause; !await TryAsync(step, began, pause).ConfigureAwait(false); pause = Min(pause * 2, LongestPause))
        {
            if (!isRepeated)
            {
                isRepeated = true;
                Interlocked.Increment(ref _repeating);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }

        if (isRepeated) // not where it was given up: that is the trouble from then on
        {
            Interlocked.Decrement(ref _repeating);
        }
    }

    private async Task<bool> TryAsync(Func<Task> step, long began, TimeSpan pause)
    {
        try
        {
            await step().ConfigureAwait(false);
            return true;
        }
        catch (Exception failure) when (MayPass(failure) && !(time.GetElapsedTime(began) >= timing.GiveUpAfter) && !_ending.IsCancellationRequested)
        {
            _reason = Explain(failure);
            LaneMetrics.Retried();
            LogRetry(log, pause.TotalSeconds, _reason);
            return false;
        }
        catch (Exception failure) when (MayPass(failure))
        {
            throw new LaneFailedException(
                $"Writing was given up after {time.GetElapsedTime(began).TotalSeconds:F0} s: {Explain(failure)} " +
                "What is not written is read again at the next start.", failure);
        }
    }

    public void Dispose() => _ending.Dispose();

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static bool MayPass(Exception failure) => failure is ClickHouseException or IOException or TimeoutException or HttpRequestException;

    private static string Explain(Exception failure) =>
        failure is ClickHouseException { Code: NotEnoughSpace } || FullDisk.Caused(failure) ? FullDisk.Explain(failure) : failure.Message;

    [LoggerMessage(4102, LogLevel.Warning, "A write did not succeed and is repeated in {Seconds} s; nothing is lost meanwhile. {Reason}")]
    private static partial void LogRetry(ILogger log, double seconds, string reason);
}
