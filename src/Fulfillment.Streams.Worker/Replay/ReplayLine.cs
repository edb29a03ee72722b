namespace Fulfillment.Streams.Worker.Replay;

/// <summary>Where a line is and when it is due.</summary>
/// <param name="Time">Event time, Unix milliseconds.</param>
/// <param name="Start">First byte in the file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Number">Counted from 0 over the file's lines.</param>
/// <param name="ShopHash">Decides the lane.</param>
internal readonly record struct ReplayLine(long Time, long Start, int Length, int Number, ulong ShopHash) : IComparable<ReplayLine>
{
    /// <summary>By time, lines of one moment as they stood.</summary>
    public int CompareTo(ReplayLine other) => Time != other.Time ? Time.CompareTo(other.Time) : Number.CompareTo(other.Number);
}
