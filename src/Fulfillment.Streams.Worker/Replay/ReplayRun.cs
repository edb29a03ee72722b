using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Lanes;
using Fulfillment.Streams.Worker.Log;
using Fulfillment.Streams.Worker.Snapshots;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>Feeds files through the pipeline into a store and drains.</summary>
internal sealed class ReplayRun(FulfillmentOptions options, EmbeddedStore store, IClickHouse tables, ILogger log)
{
    /// <summary>Runs to the end of the files.</summary>
    /// <param name="inputs">Files and their topics.</param>
    /// <param name="clockEnd">Moves every shop's clock there after the last event; Unix milliseconds.</param>
    /// <param name="progress">Told lines delivered and lines in all.</param>
    /// <param name="cancellationToken">Stops early; what was read so far is drained and kept.</param>
    public ReplayResult Run(
        IReadOnlyList<(string Path, Topic Topic)> inputs, long? clockEnd, Action<long, long> progress, CancellationToken cancellationToken)
    {
        options.Timing.BehindBytes = 0; // behind from the first line to the last
        var files = new ReplayFile[inputs.Count];
        try
        {
            var clock = Stopwatch.StartNew();
            Open(inputs, files);
            var lines = files.Sum(f => (long)f.Lines.Count);
            using var letters = new DeadLetterLog(store.DeadLetters);
            using var source = new FileSource(files, store.Lanes, delivered => progress(delivered, lines));
            var opener = new LaneOpener(
                source, null, new LaneSink(tables, letters), new DirectorySnapshots(store.Snapshots),
                store.NextEpoch, options.Lane, options.Timing, TimeProvider.System, log);
            var host = new LaneHost(opener, options.Timing, log) { AdvanceTo = clockEnd };
            source.Run(host, cancellationToken);
            return new ReplayResult(host.Totals, clock.Elapsed);
        }
        finally
        {
            foreach (var file in files)
            {
                file?.Dispose(); // there is none where opening another failed
            }
        }
    }

    /// <summary>Indexes all files at once: nothing else can begin before the last of them is.</summary>
    private void Open(IReadOnlyList<(string Path, Topic Topic)> inputs, ReplayFile[] files)
    {
        try
        {
            Parallel.For(0, files.Length, i => files[i] = new ReplayFile(inputs[i].Path, inputs[i].Topic, store.Scratch));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
