using System.Runtime.InteropServices;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// Remembers what lanes have finished and tells the group. <see cref="Remember"/> is thread-safe; the rest belongs to
/// the source's thread. A commit that fails costs nothing but a longer replay: snapshots carry the offsets that count.
/// </summary>
internal sealed class OffsetCommitter : IDisposable
{
    private readonly Lock sync = new();
    private readonly Dictionary<int, LaneOffsets> pending = [];
    private readonly HashSet<int> held = [];
    private readonly SafeHandle client;
    private readonly KafkaOptions options;
    private readonly TimeProvider time;
    private readonly nint replies;
    private Dictionary<int, LaneOffsets>? sent;
    private long retryAfter;

    public OffsetCommitter(SafeHandle client, KafkaOptions options, TimeProvider time)
    {
        this.client = client;
        this.options = options;
        this.time = time;
        replies = Librdkafka.NewQueue(client.DangerousGetHandle());
    }

    /// <summary>Accepts commits of a lane from now on.</summary>
    public void Hold(int lane)
    {
        lock (sync)
        {
            held.Add(lane);
        }
    }

    /// <summary>Ignores a lane from now on, unsent commits included.</summary>
    public void Release(int lane)
    {
        lock (sync)
        {
            held.Remove(lane);
            pending.Remove(lane);
        }
    }

    /// <summary>Keeps the offsets until the next <see cref="Send"/>; ignored for a lane that is not held.</summary>
    public void Remember(int lane, LaneOffsets offsets)
    {
        lock (sync)
        {
            if (held.Contains(lane))
            {
                pending[lane] = offsets;
            }
        }
    }

    /// <summary>Looks for the answer to the last commit and sends what is pending, one commit at a time, without waiting.</summary>
    /// <returns>What the group answered; NoError when nothing is known.</returns>
    public ErrorCode Send()
    {
        var answer = Answer(0);
        if (sent is null && time.GetTimestamp() >= retryAfter)
        {
            Start();
        }

        return answer;
    }

    /// <summary>Sends what is pending and waits for the answer, each at most <paramref name="timeout"/>.</summary>
    public ErrorCode SendAndWait(TimeSpan timeout)
    {
        var milliseconds = (int)timeout.TotalMilliseconds;
        Answer(milliseconds);
        sent = null;
        Start();
        var answer = Answer(milliseconds);
        var unanswered = sent is not null;
        sent = null;
        return unanswered ? ErrorCode.Local_TimedOut : answer;
    }

    public void Dispose() => Librdkafka.DestroyQueue(replies);

    private void Start()
    {
        lock (sync)
        {
            if (pending.Count == 0)
            {
                return;
            }

            sent = new(pending);
            pending.Clear();
        }

        var list = Librdkafka.NewOffsets(sent.Count * TopicNames.Count);
        foreach (var (lane, offsets) in sent)
        {
            foreach (var topic in TopicNames.All)
            {
                if (offsets[topic] != LaneOffsets.Unknown)
                {
                    Librdkafka.AddOffset(list, options.NameOf(topic), lane);
                    Librdkafka.SetOffset(list, options.NameOf(topic), lane, offsets[topic]);
                }
            }
        }

        if (Librdkafka.Commit(client.DangerousGetHandle(), list, replies, 0, 0) != 0)
        {
            Failed();
        }

        Librdkafka.DestroyOffsets(list);
    }

    private ErrorCode Answer(int timeoutMilliseconds)
    {
        if (sent is null)
        {
            return ErrorCode.NoError;
        }

        var happened = Librdkafka.PollEvent(replies, timeoutMilliseconds);
        if (happened == 0)
        {
            return ErrorCode.NoError;
        }

        var error = (ErrorCode)Librdkafka.EventError(happened);
        Librdkafka.DestroyEvent(happened);
        if (error is ErrorCode.NoError or ErrorCode.Local_NoOffset)
        {
            sent = null;
            return ErrorCode.NoError;
        }

        Failed();
        return error;
    }

    /// <summary>Puts the offsets back, unless newer ones came meanwhile, and rests a second before the next try.</summary>
    private void Failed()
    {
        lock (sync)
        {
            foreach (var (lane, offsets) in sent!)
            {
                if (held.Contains(lane))
                {
                    pending.TryAdd(lane, offsets);
                }
            }
        }

        sent = null;
        retryAfter = time.GetTimestamp() + time.TimestampFrequency;
    }
}
