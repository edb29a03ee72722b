namespace Fulfillment.Streams.Ingest;

/// <summary>How a record's bytes are to be read. A record says so beside its bytes; one that says nothing is JSON.</summary>
public enum RecordFormat : byte
{
    /// <summary>A UTF-8 JSON object.</summary>
    Json,

    /// <summary>A message of <c>schemas/events.proto</c>, of the kind its topic takes.</summary>
    Protobuf,
}
