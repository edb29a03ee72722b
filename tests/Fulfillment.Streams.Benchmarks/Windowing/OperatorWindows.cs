using System.Reactive.Subjects;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>The same through the engine's window operator.</summary>
internal sealed class OperatorWindows : IDisposable
{
    private readonly Subject<ClockedBatch<Sale>> batches = new();
    private readonly IDisposable running;

    public OperatorWindows()
    {
        var options = new WindowOptions<Sale> { Retention = Duration.FromMinutes(1) };
        running = batches
            .RollupWindow(Sales.Rollup, s => s.Time, s => s.Sku, Aggregates.Sum<Sale>(s => s.Units), options)
            .Subscribe(results => Emitted += results.Events.Length);
    }

    /// <summary>Results so far.</summary>
    public long Emitted { get; private set; }

    public void Add(ReadOnlyMemory<Sale> batch) => batches.OnNext(new ClockedBatch<Sale>(batch, batch.Span[^1].Time));

    public void Dispose()
    {
        running.Dispose();
        batches.Dispose();
    }
}
