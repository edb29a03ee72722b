using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka;

/// <summary>The header by which a record says its format; JSON needs none.</summary>
internal static class FormatHeader
{
    /// <summary>Headers for a record of a format; null where it needs none.</summary>
    public static Headers? Of(RecordFormat format) =>
        format == RecordFormat.Protobuf ? [new Header(ContentType.Header, Encoding.ASCII.GetBytes(ContentType.Protobuf))] : null;
}
