using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.ClickHouse.Snapshots;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Kafka.DeadLetters;
using Fulfillment.Streams.State;
using Fulfillment.Streams.Worker.Lanes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Chaos.Tests.Rebalance;

/// <summary>One worker of a group, on a thread of its own: the product's source, lanes, writer and shared snapshots.</summary>
internal sealed class Member : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KafkaSource _source;
    private readonly KafkaDeadLetters _letters;
    private readonly CoalescedInserts _tables;

    public Member(KafkaOptions kafka, Uri clickHouse, Pauses pauses)
    {
        _source = new KafkaSource(kafka, NullLogger<KafkaSource>.Instance, TimeProvider.System);
        _letters = new KafkaDeadLetters(kafka, NullLogger<KafkaDeadLetters>.Instance, TimeProvider.System);
        _tables = new CoalescedInserts(new HttpClickHouse(new HttpClickHouseOptions { Url = clickHouse }, TimeProvider.System), TimeProvider.System);
        var timing = new LaneTiming();
        var opener = new LaneOpener(
            _source, "storm", new LaneSink(_tables, _letters), new ClickHouseSnapshots(_tables), () => 1, new LaneOptions(), timing,
            TimeProvider.System, NullLogger.Instance) { HandOverLimit = timing.HandOverLimit };
        var lanes = new LaneHost(opener, timing, NullLogger.Instance);
        _thread = new Thread(() => Run(pauses, lanes));
        _thread.Start();
    }

    /// <summary>Why it ended, where it did not end in good order.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Leaves in good order, or waits for the end of what it reads.</summary>
    public async Task EndAsync(bool waitForEnd = false)
    {
        if (!waitForEnd)
        {
            await _stop.CancelAsync();
        }

        await _ended.Task.WaitAsync(TimeSpan.FromMinutes(3)); // no thread of the pool is blocked meanwhile: others need it to go on
        Assert.True(Failure is null, Failure?.ToString());
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join(TimeSpan.FromSeconds(30));
        _source.Dispose();
        _letters.Dispose();
        _tables.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        _stop.Dispose();
    }

    private void Run(Pauses pauses, LaneHost lanes)
    {
        try
        {
            _source.Run(pauses.Watch(lanes), _stop.Token);
        }
#pragma warning disable CA1031 // the thread has no caller: EndAsync asks
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Failure = failure;
        }

        _ended.SetResult();
    }
}
