using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

/// <summary>A member of the group with strict lanes.</summary>
public sealed class Worker : IDisposable
{
    public Worker(KafkaOptions options, Ledger ledger, ILogger<KafkaSource>? logger = null)
    {
        Lanes = new StrictLanes(ledger);
        Running = new Running(options, Lanes, logger);
        Lanes.Source = Running.Source;
    }

    public StrictLanes Lanes { get; }

    public Running Running { get; }

    /// <summary>Waits until this many more records came that no lane had been given before.</summary>
    public void ReadsOn(Ledger ledger, int records)
    {
        var before = ledger.Count;
        Running.Until(() => ledger.Count >= before + records, $"{records} records more");
    }

    public void Dispose() => Running.Dispose();
}
