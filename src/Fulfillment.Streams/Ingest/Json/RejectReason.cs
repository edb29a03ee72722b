namespace Fulfillment.Streams.Ingest.Json;

/// <summary>
/// Why a record is no event. Reasons are stable: metrics, dead letters and replays rely on them. The ones that
/// concern a field are written <c>code: path</c>, such as <c>wrong_type: lines[0].quantity</c>; the first
/// fault in reading order is the one reported, missing fields and faults between fields come last.
/// </summary>
public static class RejectReason
{
    /// <summary>No bytes (also a broker's tombstone).</summary>
    public const string Empty = "empty";

    /// <summary>More than 1 MiB (1,048,576 bytes).</summary>
    public const string TooLarge = "too_large";

    /// <summary>
    /// Not UTF-8, in whatever place, skipped fields included. With a field: its escapes name half of a
    /// surrogate pair, which no UTF-8 can express.
    /// </summary>
    public const string InvalidUtf8 = "invalid_utf8";

    /// <summary>Not JSON (RFC 8259): truncated, trailing bytes, <c>NaN</c>, comments, single quotes…</summary>
    public const string NotJson = "not_json";

    /// <summary>Said to be Protobuf, but not a message: truncated, a field without number, a group.</summary>
    public const string NotProtobuf = "not_protobuf";

    /// <summary>More than 64 levels of nesting.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>JSON, but not an object.</summary>
    public const string NotAnObject = "not_an_object";

    /// <summary>A required field is absent, null or an empty string.</summary>
    public const string MissingField = "missing_field";

    /// <summary>A type the field does not take: of JSON, or on Protobuf's wire.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>A text that is no RFC 3339 time, or a number that is no integer.</summary>
    public const string BadTime = "bad_time";

    /// <summary>A text that is no decimal number.</summary>
    public const string BadNumber = "bad_number";

    /// <summary>A count with a fraction.</summary>
    public const string NotInteger = "not_integer";

    /// <summary>More than 6 decimals, trailing zeros aside.</summary>
    public const string TooManyDecimals = "too_many_decimals";

    /// <summary>Below zero where that is impossible.</summary>
    public const string Negative = "negative";

    /// <summary>
    /// Impossible: <c>event_time</c> before 2000 or more than a day ahead, <c>ends_at</c> before
    /// <c>starts_at</c>, a time outside the years 0 to 9999, a number above the field's bound (<see cref="Bounds"/>).
    /// </summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>An identity or code of more than 1,024 bytes.</summary>
    public const string TooLong = "too_long";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Empty, TooLarge, InvalidUtf8, NotJson, NotProtobuf, TooDeep, NotAnObject, MissingField, WrongType, BadTime, BadNumber,
        NotInteger, TooManyDecimals, Negative, OutOfRange, TooLong,
    ];

    /// <summary>The code of a reason, without its path: what to count by.</summary>
    public static string CodeOf(string reason)
    {
        var colon = reason.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? reason : reason[..colon];
    }
}
