using System.Text;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>
/// Writes numbered records to every partition of every topic, one each every few milliseconds, until ended. Brokers that
/// fail may make the producer write a record twice, with an offset of its own each time.
/// </summary>
public sealed class Load : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly ManualResetEventSlim ended = new();
    private readonly IProducer<Null, byte[]> producer;
    private readonly Thread thread;
    private int each;
    private int refused;

    public Load(KafkaOptions options, int partitions)
    {
        producer = Written.Producer(options);
        thread = new Thread(() =>
        {
            for (; !ended.Wait(Pause); each++)
            {
                Write(options, partitions, each);
            }
        });
        thread.Start();
    }

    /// <summary>Stops writing and waits until the brokers have all of it.</summary>
    /// <returns>How many records each partition was given, numbered from 0.</returns>
    public int End()
    {
        ended.Set();
        thread.Join();
        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, refused);
        return each;
    }

    public void Dispose()
    {
        ended.Set();
        thread.Join();
        producer.Dispose();
        ended.Dispose();
    }

    private void Write(KafkaOptions options, int partitions, int n)
    {
        foreach (var topic in TopicNames.All)
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                producer.Produce(
                    new TopicPartition(options.NameOf(topic), partition),
                    new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(Written.Value(topic, partition, n)) },
                    report => refused += report.Error.IsError ? 1 : 0);
            }
        }
    }
}
