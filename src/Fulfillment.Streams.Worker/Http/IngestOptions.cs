using System.ComponentModel.DataAnnotations;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>Limits of <c>POST /ingest/{topic}</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>The largest body of one request, in bytes after decompression. More is answered with 413.</summary>
    /// <value>The default is 256 MiB.</value>
    [Range(1L << 10, 1L << 40)]
    public long RequestBytesMax { get; set; } = 256L << 20;

    /// <summary>The longest single line or message, in bytes. Longer than an event may be, so that such ones become dead letters; more is answered with 413.</summary>
    /// <value>The default is 16 MiB.</value>
    [Range(1 << 20, 1 << 28)]
    public int LineBytesMax { get; set; } = 16 << 20;

    /// <summary>How many bytes of lines or messages are gathered before they are appended together. A longer single one is appended alone.</summary>
    /// <value>The default is 4 MiB.</value>
    [Range(1, 1 << 28)]
    public int BatchBytes { get; set; } = 4 << 20;

    /// <summary>How many lines or messages are gathered before they are appended together.</summary>
    /// <value>The default is 10,000.</value>
    [Range(1, 1_000_000)]
    public int BatchLines { get; set; } = 10_000;
}
