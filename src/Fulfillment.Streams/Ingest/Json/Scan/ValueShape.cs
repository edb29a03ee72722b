namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>How the scanner takes a field's usual values.</summary>
internal enum ValueKind : byte
{
    /// <summary>A string of 1 to <see cref="ValueShape.Max"/> bytes, kept as it is.</summary>
    Text,

    /// <summary>A string of two capital letters.</summary>
    Region,

    /// <summary>An RFC 3339 time in UTC, floored to <see cref="ValueShape.Unit"/>.</summary>
    Time,

    /// <summary>Digits, in quotes or not.</summary>
    Whole,

    /// <summary>Digits with up to 6 decimals, in quotes or not, kept as millionths.</summary>
    Millionths,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>An array of strings of 1 to <see cref="ValueShape.Max"/> bytes.</summary>
    Ids,

    /// <summary>An array of objects.</summary>
    Objects,
}

/// <summary>What the scanner must know of a field to take its usual values; others it leaves to <see cref="Field{T}"/>.</summary>
/// <param name="Kind">How they are written.</param>
/// <param name="Min">The smallest number.</param>
/// <param name="Max">The largest number, or the most bytes.</param>
/// <param name="Unit">Milliseconds to which a time is floored.</param>
internal readonly record struct ValueShape(ValueKind Kind, long Min = 0, long Max = 0, long Unit = 1);
