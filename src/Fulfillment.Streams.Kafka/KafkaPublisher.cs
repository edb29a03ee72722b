using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka;

/// <summary>
/// Publishes events and alerts. The key decides the partition by murmur2, as Java clients do, the same in every
/// topic of the same size, so that one shop's events meet. Thread-safe.
/// </summary>
public sealed partial class KafkaPublisher : IDisposable
{
    private static readonly TimeSpan FullQueueWait = TimeSpan.FromMilliseconds(50);

    private readonly KafkaOptions options;
    private readonly IProducer<byte[]?, byte[]> producer;

    /// <summary>Prepares a publisher; brokers are contacted in the background.</summary>
    public KafkaPublisher(KafkaOptions options, ILogger<KafkaPublisher> logger)
    {
        this.options = options;
        producer = ClientSettings.Build(() => new ProducerBuilder<byte[]?, byte[]>(ClientSettings.Producer(options))
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

    /// <summary>Publishes events in order, keyed by their <c>shop_id</c>, and returns once all are durable on all replicas in sync.</summary>
    /// <returns>How many were published: all of them.</returns>
    /// <exception cref="KafkaPublishException">Not all are durable; publishing them again is safe.</exception>
    public ValueTask<int> AppendAsync(Topic topic, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken) =>
        AppendAsync(topic, RecordFormat.Json, records, cancellationToken);

    /// <summary>The same for records of a format, which each says in its header.</summary>
    /// <returns>How many were published: all of them.</returns>
    /// <exception cref="KafkaPublishException">Not all are durable; publishing them again is safe.</exception>
    public ValueTask<int> AppendAsync(
        Topic topic, RecordFormat format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken) =>
        AppendAsync(options.NameOf(topic), records, record => RecordKey.ShopOf(record, format), cancellationToken, FormatHeader.Of(format));

    /// <summary>
    /// The same for a topic given by its real name, keys of the caller's choice (a null key means any partition) and headers.
    /// </summary>
    /// <exception cref="KafkaPublishException">Not all are durable; publishing them again is safe.</exception>
    public async ValueTask<int> AppendAsync(
        string topic,
        IReadOnlyList<ReadOnlyMemory<byte>> records,
        Func<ReadOnlySpan<byte>, byte[]?> key,
        CancellationToken cancellationToken,
        Headers? headers = null)
    {
        var deliveries = new Deliveries();
        Action<DeliveryReport<byte[]?, byte[]>> answered = report => deliveries.Answer(0, report.Error); // one for all records
        foreach (var record in records)
        {
            var message = new Message<byte[]?, byte[]> { Key = key(record.Span)!, Value = record.ToArray(), Headers = headers };
            Produce(topic, message, deliveries, answered, cancellationToken);
        }

        await deliveries.All().WaitAsync(cancellationToken).ConfigureAwait(false);
        return deliveries.Failures is [var (_, error), ..]
            ? throw Failure(topic, error, deliveries.Failures.Count, records.Count)
            : records.Count;
    }

    /// <summary>Waits up to 10 seconds for what is still on its way.</summary>
    public void Dispose()
    {
        producer.Flush(TimeSpan.FromSeconds(10));
        producer.Dispose();
    }

    private void Produce(
        string topic, Message<byte[]?, byte[]> message, Deliveries deliveries, Action<DeliveryReport<byte[]?, byte[]>> answered, CancellationToken cancellationToken)
    {
        deliveries.Expect();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                producer.Produce(topic, message, answered);
                return;
            }
            catch (ProduceException<byte[]?, byte[]> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Flush(FullQueueWait);
            }
            catch (ProduceException<byte[]?, byte[]> refused)
            {
                deliveries.Answer(0, refused.Error);
                return;
            }
        }
    }

    private KafkaPublishException Failure(string topic, Error error, int failed, int all) => new(
        ClientErrors.NeedsPerson(error.Code)
            ? ClientErrors.Explain(error, options)
            : $"Kafka at Kafka:BootstrapServers = {options.BootstrapServers} did not take {failed} of {all} records for topic {topic}: "
                + $"{error.Reason} ({error.Code}). {Cure(error)}");

    private static string Cure(Error error) => error.Code switch
    {
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic => "Create the topics with: fulfillment topics create.",
        ErrorCode.MsgSizeTooLarge => "Split the record, or raise max.message.bytes of the topic.",
        _ => "Start the broker or correct the setting, then publish again.",
    };
}
