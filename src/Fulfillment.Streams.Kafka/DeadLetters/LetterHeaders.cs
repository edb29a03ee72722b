using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.DeadLetters;

/// <summary>
/// How a dead letter's origin travels beside its bytes: headers topic, partition, offset, reason, rejected-at, and content-type
/// where the record had one that matters.
/// </summary>
internal static class LetterHeaders
{
    /// <summary>Present when the bytes had to be cut to fit the broker's limit; the value is their original length.</summary>
    public const string CutFrom = "cut-from";

    public static Headers Of(DeadLetter letter) =>
    [
        Header("topic", letter.Topic.Name()),
        Header("partition", letter.Partition.ToString(CultureInfo.InvariantCulture)),
        Header("offset", letter.Offset.ToString(CultureInfo.InvariantCulture)),
        Header("reason", letter.Reason),
        Header("rejected-at", letter.RejectedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)),
        .. FormatHeader.Of(letter.Format) ?? [],
    ];

    public static Header Header(string name, string value) => new(name, Encoding.UTF8.GetBytes(value));

    /// <summary>Reads a letter back. What lacks our headers was put there by somebody else: it counts as its own origin.</summary>
    public static DeadLetter Read(Topic topic, ConsumeResult<Ignore, byte[]> stored)
    {
        var headers = stored.Message.Headers;
        return new DeadLetter(
            TopicNames.TryParse(Text(headers, "topic") ?? "", out var named) ? named : topic,
            int.TryParse(Text(headers, "partition"), CultureInfo.InvariantCulture, out var partition) ? partition : stored.Partition.Value,
            long.TryParse(Text(headers, "offset"), CultureInfo.InvariantCulture, out var offset) ? offset : stored.Offset.Value,
            Text(headers, "reason") ?? "unknown",
            DateTimeOffset.TryParse(Text(headers, "rejected-at"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at)
                ? at
                : stored.Message.Timestamp.UtcDateTime,
            stored.Message.Value ?? [],
            ContentType.FormatOf(Text(headers, ContentType.Header)));
    }

    private static string? Text(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var bytes) && bytes is not null ? Encoding.UTF8.GetString(bytes) : null;
}
