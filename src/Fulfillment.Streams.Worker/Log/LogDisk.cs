using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>
/// The disk below a log. A write that fails is repeated until it succeeds, because FASTER takes no appends any more once it has
/// seen one fail. Meanwhile whoever wants to append is refused with the reason instead of waiting. Thread-safe.
/// </summary>
public sealed partial class LogDisk(TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CountdownEvent _writing = new(1); // itself and each write under way
    private TaskCompletionSource<string> _trouble = NoTrouble();
    private int _failing;

    /// <summary>How bytes reach a file.</summary>
    internal LogWrite Write { get; init; } = RandomAccess.Write;

    /// <summary>Why writes fail now; null while they succeed.</summary>
    public string? Trouble => Volatile.Read(ref _trouble).Task is { IsCompleted: true } trouble ? trouble.Result : null;

    /// <summary>Refuses where waiting would have no end in sight.</summary>
    /// <exception cref="LogDiskException">Writes fail now.</exception>
    internal void RefuseInTrouble()
    {
        if (Trouble is { } reason)
        {
            throw new LogDiskException(reason);
        }
    }

    /// <summary>Waits for what needs writes of this disk, but no longer than they succeed.</summary>
    /// <exception cref="LogDiskException">A write fails. It is repeated: what was waited for may come about later.</exception>
    internal async Task WaitAsync(Task written)
    {
        var trouble = Volatile.Read(ref _trouble).Task;
        await Task.WhenAny(written, trouble).ConfigureAwait(false);
        if (!written.IsCompleted)
        {
            throw new LogDiskException(await trouble.ConfigureAwait(false));
        }

        await written.ConfigureAwait(false);
    }

    /// <summary>Does a write until it succeeds; it must be safe to repeat.</summary>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <exception cref="InvalidOperationException">Writing has ended.</exception>
    internal async Task RepeatAsync(Action write)
    {
        _writing.AddCount();
        var hasFailed = false;
        try
        {
            while (!Succeeds(write, ref hasFailed))
            {
                await Task.Delay(Pause, time, _ending.Token).ConfigureAwait(false);
            }

            if (hasFailed)
            {
                End();
            }
        }
        finally
        {
            _writing.Signal();
        }
    }

    /// <summary>Gives up what is being repeated. No write is under way when this returns, nor is one begun afterwards.</summary>
    public void Dispose()
    {
        _ending.Cancel();
        _writing.Signal();
        _writing.Wait();
        _writing.Dispose();
        _ending.Dispose();
    }

    private static TaskCompletionSource<string> NoTrouble() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool Succeeds(Action write, ref bool hasFailed)
    {
        try
        {
            write();
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, FASTER must not see it: a log that has seen a failure is lost until the next start.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (!hasFailed)
            {
                hasFailed = true;
                Begin(FullDisk.Caused(failure) ? FullDisk.Explain(failure) : $"The log in the store (setting Store, option --store) cannot be written: {failure.Message}");
            }

            return false;
        }
    }

    private void Begin(string reason)
    {
        lock (_gate)
        {
            if (_failing++ == 0)
            {
                LogTrouble(log, reason);
                _trouble.SetResult(reason);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_failing == 0)
            {
                Volatile.Write(ref _trouble, NoTrouble());
                LogWell(log);
            }
        }
    }

    [LoggerMessage(4132, LogLevel.Warning,
        "A write of the log did not succeed and is repeated until it does; nothing that was accepted is lost. {Reason}")]
    private static partial void LogTrouble(ILogger log, string reason);

    [LoggerMessage(4133, LogLevel.Information, "The log is written again")]
    private static partial void LogWell(ILogger log);
}
