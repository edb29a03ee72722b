using System.Buffers;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>Copies one request's records to the ingest in batches, waiting for each: the client's sending slows to what is durable.</summary>
internal sealed class RecordCopy(Topic topic, RecordFormat format, IEventIngest ingest, IngestOptions options)
{
    private readonly RecordBatch batch = RecordBatch.Of(format);

    /// <summary>Records durable so far.</summary>
    public long Accepted { get; private set; }

    /// <summary>Reads <paramref name="body"/> to its end and returns the number of records made durable.</summary>
    /// <exception cref="RequestTooLargeException">The body or one of its records is longer than <see cref="IngestOptions"/> allows.</exception>
    /// <exception cref="MalformedBodyException">The body cannot be told apart into records.</exception>
    public async Task<long> RunAsync(Stream body, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(1 << 16);
        var total = 0L;
        while (await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            total += read;
            if (total > options.RequestBytesMax)
                throw new RequestTooLargeException($"The body is longer than {options.RequestBytesMax} bytes. Send it in parts.");
            batch.Add(chunk.AsSpan(0, read));
            if (batch.OpenBytes > options.LineBytesMax)
                throw new RequestTooLargeException($"A {(format == RecordFormat.Json ? "line" : "message")} is longer than {options.LineBytesMax} bytes. {Delimiter}");
            if (batch.CompleteBytes >= options.BatchBytes || batch.Count >= options.BatchLines)
                await AppendAsync(cancellationToken).ConfigureAwait(false);
        }

        batch.End();
        await AppendAsync(cancellationToken).ConfigureAwait(false);
        batch.Release(); // only where all went well: what was given up may still be under way
        ArrayPool<byte>.Shared.Return(chunk);
        return Accepted;
    }

    private string Delimiter => format == RecordFormat.Json ? "Events end with a newline each." : "Every message needs its length before it.";

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        if (batch.Count > 0)
            Accepted += await ingest.AppendAsync(topic, format, batch.Records(), cancellationToken).ConfigureAwait(false);
        batch.Clear();
    }
}

/// <summary>The body passed a limit while it was read.</summary>
internal sealed class RequestTooLargeException(string message) : Exception(message);

/// <summary>The body cannot be told apart into records.</summary>
internal sealed class MalformedBodyException(string message) : Exception(message);
