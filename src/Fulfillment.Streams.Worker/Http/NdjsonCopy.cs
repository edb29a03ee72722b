using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Http;

/// <summary>Copies one request's lines to the ingest in batches, waiting for each: the client's sending slows to what is durable.</summary>
internal sealed class NdjsonCopy(Topic topic, IEventIngest ingest, IngestOptions options)
{
    private readonly LineBatch batch = new();

    /// <summary>Lines durable so far.</summary>
    public long Accepted { get; private set; }

    /// <summary>Reads <paramref name="body"/> to its end and returns the number of lines made durable.</summary>
    /// <exception cref="RequestTooLargeException">The body or one of its lines is longer than <see cref="IngestOptions"/> allows.</exception>
    public async Task<long> RunAsync(Stream body, CancellationToken cancellationToken)
    {
        var chunk = new byte[1 << 16];
        var total = 0L;
        while (await body.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            total += read;
            if (total > options.RequestBytesMax)
                throw new RequestTooLargeException($"The body is longer than {options.RequestBytesMax} bytes. Send it in parts.");
            batch.Add(chunk.AsSpan(0, read));
            if (batch.OpenBytes > options.LineBytesMax)
                throw new RequestTooLargeException($"A line is longer than {options.LineBytesMax} bytes. Events end with a newline each.");
            if (batch.CompleteBytes >= options.BatchBytes || batch.Count >= options.BatchLines)
                await AppendAsync(cancellationToken).ConfigureAwait(false);
        }

        batch.EndLine();
        await AppendAsync(cancellationToken).ConfigureAwait(false);
        return Accepted;
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        if (batch.Count > 0)
            Accepted += await ingest.AppendAsync(topic, batch.Lines(), cancellationToken).ConfigureAwait(false);
        batch.Clear();
    }
}

/// <summary>The body passed a limit while it was read.</summary>
internal sealed class RequestTooLargeException(string message) : Exception(message);
