using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>
/// Dead letters of the embedded store: a log of its own whose records are JSON with the original bytes in Base64, so that
/// any tool can read them. Thread-safe.
/// </summary>
public sealed class DeadLetterLog : IDeadLetterSink, IDisposable
{
    private const int PageBits = 23;

    private readonly LogDisk _disk;
    private readonly DurableLog _log;

    /// <summary>Opens or creates the log in a directory.</summary>
    /// <param name="directory">Where its files are.</param>
    /// <param name="disk">What its files are written by, disposed with it; null is one that says nothing.</param>
    public DeadLetterLog(string directory, LogDisk? disk = null)
    {
        _disk = disk ?? new LogDisk(TimeProvider.System, NullLogger.Instance);
        _log = new DurableLog(directory, "letters", PageBits, _disk);
    }

    /// <inheritdoc/>
    /// <exception cref="LogDiskException">The disk does not take writes now; writing the letters again is safe.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        foreach (var letter in letters)
        {
            _log.Enqueue(Encode(letter));
        }

        await _log.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All letters, oldest first; a letter written again after a crash comes once.</summary>
    public IEnumerable<DeadLetter> ReadAll()
    {
        var seen = new HashSet<(Topic, int, long, UInt128)>();
        using var records = _log.Log.Scan(_log.Log.BeginAddress, _log.Log.CommittedUntilAddress, recover: false);
        while (records.GetNext(out var record, out var length, out _))
        {
            var letter = Decode(record.AsSpan(0, length));
            if (seen.Add((letter.Topic, letter.Partition, letter.Offset, XxHash128.HashToUInt128(letter.Payload.Span))))
            {
                yield return letter;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.CommitAtEnd();
        _disk.Dispose();
        _log.Dispose();
    }

    private static byte[] Encode(DeadLetter letter)
    {
        // FASTER's pages are larger than any payload the source may carry; beyond that only the head is kept, and said so
        var kept = letter.Payload.Length <= MaxPayload ? letter.Payload : letter.Payload[..MaxPayload];
        return JsonSerializer.SerializeToUtf8Bytes(new Record(
            letter.Topic.Name(), letter.Partition, letter.Offset, letter.Reason, letter.RejectedAt,
            letter.Payload.Length, Convert.ToBase64String(kept.Span), letter.Format));
    }

    private const int MaxPayload = 4 << 20;

    private static DeadLetter Decode(ReadOnlySpan<byte> bytes)
    {
        var record = JsonSerializer.Deserialize<Record>(bytes)!;
        return new DeadLetter(
            TopicNames.TryParse(record.Topic, out var topic) ? topic : default,
            record.Partition,
            record.Offset,
            record.Reason,
            record.RejectedAt,
            Convert.FromBase64String(record.Payload),
            record.Format);
    }

    private sealed record Record(
        string Topic, int Partition, long Offset, string Reason, DateTimeOffset RejectedAt, int Length, string Payload,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] RecordFormat Format = RecordFormat.Json);
}
