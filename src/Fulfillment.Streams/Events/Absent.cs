namespace Fulfillment.Streams.Events;

/// <summary>What a numeric column holds where the event had no such field.</summary>
public static class Absent
{
    /// <summary>No time, number or amount.</summary>
    public const long Number = long.MinValue;
}
