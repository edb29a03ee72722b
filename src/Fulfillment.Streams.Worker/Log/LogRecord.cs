using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>
/// How a record lies in the embedded log, which has no headers: JSON as it came, a message behind a byte of 0. No JSON begins
/// with such a byte; garbage that does, or with the next one, lies behind a byte of 1, so that it comes out as it went in.
/// </summary>
internal static class LogRecord
{
    private const byte Message = 0;
    private const byte Text = 1;

    /// <summary>Whether a record must be <see cref="Marked"/>.</summary>
    public static bool NeedsMark(ReadOnlySpan<byte> record, RecordFormat format) =>
        format == RecordFormat.Protobuf || (record.Length > 0 && record[0] <= Text);

    /// <summary>The record behind its mark.</summary>
    public static byte[] Marked(ReadOnlySpan<byte> record, RecordFormat format) =>
        [format == RecordFormat.Protobuf ? Message : Text, .. record];

    /// <summary>The record as it came, and its format.</summary>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> stored, out RecordFormat format)
    {
        format = stored.Length > 0 && stored[0] == Message ? RecordFormat.Protobuf : RecordFormat.Json;
        return stored.Length > 0 && stored[0] <= Text ? stored[1..] : stored;
    }
}
