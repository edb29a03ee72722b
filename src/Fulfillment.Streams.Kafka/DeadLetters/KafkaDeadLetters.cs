using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.DeadLetters;

/// <summary>
/// Writes dead letters to the <c>.dlq</c> topics and returns when all replicas in sync have them. What waiting can
/// mend is tried again until cancelled, because offsets must not pass a letter that is nowhere. Thread-safe.
/// </summary>
public sealed partial class KafkaDeadLetters : IDeadLetterSink, IDisposable
{
    /// <summary>What is kept of a record that the broker finds too large, in bytes: below the usual limit of 1 MiB with headers.</summary>
    internal const int CutLength = 900_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly KafkaOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly IProducer<Null, byte[]> producer;

    /// <summary>Prepares the writer; brokers are contacted in the background.</summary>
    public KafkaDeadLetters(KafkaOptions options, ILogger<KafkaDeadLetters> logger, TimeProvider time)
    {
        (this.options, this.logger, this.time) = (options, logger, time);
        producer = ClientSettings.Build(() => new ProducerBuilder<Null, byte[]>(ClientSettings.Producer(options))
            .SetErrorHandler((_, error) =>
            {
                if (error.Code is not (ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Transport))
                {
                    Log.ClientError(logger, error.Reason, error.Code); // a broker that is down shows in the write that fails, once
                }
            })
            .SetLogHandler((_, message) => Log.Client(logger, message.Facility, message.Message))
            .Build());
    }

    /// <inheritdoc/>
    /// <exception cref="SourceUnavailableException">The broker refuses us; the message names the setting and the cure.</exception>
    public async ValueTask WriteAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var pending = letters.Select(letter => new Parcel(letter)).ToList();
        while (pending.Count > 0)
        {
            var deliveries = new Deliveries();
            for (var i = 0; i < pending.Count; i++)
            {
                Produce(pending[i], i, deliveries);
            }

            await deliveries.All().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (deliveries.Failures.Count == 0)
            {
                break;
            }

            pending = [.. deliveries.Failures.OrderBy(failure => failure.Index).Select(failure => Mend(pending[failure.Index], failure.Error))];
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }

        foreach (var topic in letters.GroupBy(letter => letter.Topic))
        {
            KafkaMetrics.DeadLettered(options.DeadLettersOf(topic.Key), topic.Count());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => producer.Dispose();

    private void Produce(Parcel parcel, int index, Deliveries deliveries)
    {
        deliveries.Expect();
        try
        {
            // The same partition as the record's, so that one partition's letters keep their order.
            var to = new TopicPartition(
                options.DeadLettersOf(parcel.Letter.Topic), parcel.AnyPartition ? Partition.Any : parcel.Letter.Partition);
            producer.Produce(to, parcel.Message(), report => deliveries.Answer(index, report.Error));
        }
        catch (ProduceException<Null, byte[]> refused)
        {
            deliveries.Answer(index, refused.Error);
        }
    }

    /// <summary>What to change before the next try.</summary>
    private Parcel Mend(Parcel parcel, Error error)
    {
        var topic = options.DeadLettersOf(parcel.Letter.Topic);
        if (error.IsFatal || ClientErrors.NeedsPerson(error.Code))
        {
            throw new SourceUnavailableException(ClientErrors.Explain(error, options));
        }

        switch (error.Code)
        {
            case ErrorCode.Local_UnknownPartition:
                return parcel with { AnyPartition = true };
            case ErrorCode.MsgSizeTooLarge when !parcel.Cut:
                Log.Cut(logger, topic, parcel.Letter.Payload.Length, CutLength);
                return parcel with { Cut = true };
            default:
                Log.NotWritten(logger, topic, error.Reason, error.Code);
                return parcel;
        }
    }

    private sealed record Parcel(DeadLetter Letter, bool AnyPartition = false, bool Cut = false)
    {
        public Message<Null, byte[]> Message()
        {
            var headers = LetterHeaders.Of(Letter);
            if (Cut)
            {
                headers.Add(LetterHeaders.Header(LetterHeaders.CutFrom, $"{Letter.Payload.Length}"));
            }

            var payload = Cut ? Letter.Payload[..Math.Min(CutLength, Letter.Payload.Length)] : Letter.Payload;
            return new Message<Null, byte[]> { Value = payload.ToArray(), Headers = headers };
        }
    }
}
