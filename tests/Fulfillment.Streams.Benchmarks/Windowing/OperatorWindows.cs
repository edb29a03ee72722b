using System.Reactive.Subjects;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Benchmarks.Windowing;

/// <summary>The same through the engine's window operators, one subscription per size.</summary>
internal sealed class OperatorWindows : IDisposable
{
    private readonly Subject<ClockedBatch<Sale>> batches = new();
    private readonly List<IDisposable> running = [];

    public OperatorWindows()
    {
        var options = new WindowOptions<Sale> { Retention = Duration.FromMinutes(1) };
        foreach (var size in Sales.Sizes)
        {
            running.Add(batches
                .TumblingWindow(new TumblingWindows(size), s => s.Time, s => s.Sku, Aggregates.Sum<Sale>(s => s.Units), options)
                .Subscribe(results => Emitted += results.Events.Length));
        }
    }

    /// <summary>Results so far.</summary>
    public long Emitted { get; private set; }

    public void Add(ReadOnlyMemory<Sale> batch) => batches.OnNext(new ClockedBatch<Sale>(batch, batch.Span[^1].Time));

    public void Dispose()
    {
        running.ForEach(r => r.Dispose());
        batches.Dispose();
    }
}
