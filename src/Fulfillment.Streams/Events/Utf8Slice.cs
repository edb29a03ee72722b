namespace Fulfillment.Streams.Events;

/// <summary>A piece of UTF-8 text inside a <see cref="Utf8Arena"/>.</summary>
public readonly record struct Utf8Slice(int Start, int Length)
{
    /// <summary>The field was not in the event (or was null), which differs from an empty text.</summary>
    public static readonly Utf8Slice Absent = new(0, -1);

    /// <summary>Whether the event had the field.</summary>
    public bool IsPresent => Length >= 0;
}
