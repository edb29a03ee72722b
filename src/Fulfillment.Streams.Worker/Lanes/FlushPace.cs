namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>
/// When a lane flushes: every interval while it keeps up. While it is behind, an event's way to its views is the queue before it and
/// not the flush after it, so the lane waits for longer and writes once what is touched again meanwhile: of a million events of
/// two weeks, 0.46 rows an event instead of 0.94.
/// </summary>
internal static class FlushPace
{
    /// <summary>However small the buffer is, with this part of it full a lane is behind.</summary>
    private const int PartsOfBuffer = 4;

    /// <summary>Before a lane's first flush this part of what makes one behind is enough: what it writes half way, it soon writes again.</summary>
    private const int PartsAtFirst = 8;

    /// <summary>
    /// The beat a moment belongs to: beats are a flush interval apart and the same for all lanes, so that their rows of one table come
    /// together and share an insert. An insert costs ClickHouse a dozen files, and a file system the more the more were deleted lately.
    /// </summary>
    /// <param name="timing">The options.</param>
    /// <param name="now">On a clock that all lanes read alike.</param>
    public static TimeSpan BeatOf(LaneTiming timing, TimeSpan now) => now - TimeSpan.FromTicks(now.Ticks % timing.FlushInterval.Ticks);

    /// <summary>Whether it is time to flush.</summary>
    /// <param name="timing">The options.</param>
    /// <param name="elapsed">Wall time since the beat of the last flush.</param>
    /// <param name="applied">Bytes of records applied since then.</param>
    /// <param name="waiting">Gives the bytes of records that wait; asked only where that decides.</param>
    /// <param name="isWriting">Whether that flush is still being written.</param>
    /// <param name="isInTrouble">Whether it has to be repeated: then the lane is to wait for the sink, not to gather what it cannot write.</param>
    /// <param name="hasWritten">Whether the lane has written anything since it was opened or came back: before that it reads what there was before it.</param>
    public static bool IsDue(
        LaneTiming timing, TimeSpan elapsed, long applied, Func<long> waiting, bool isWriting, bool isInTrouble, bool hasWritten) =>
        elapsed >= timing.FlushInterval
        && (isInTrouble
            || elapsed >= timing.FlushIntervalMax
            || applied >= timing.FlushBytesMax
            || (!isWriting && waiting() < BehindFrom(timing, hasWritten)));

    private static long BehindFrom(LaneTiming timing, bool hasWritten)
    {
        var bytes = Math.Min(timing.BehindBytes, timing.BufferBytes / PartsOfBuffer);
        return hasWritten ? bytes : (bytes + PartsAtFirst - 1) / PartsAtFirst; // 0 only of 0
    }
}
