using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Log;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Tests.Log;

/// <summary>One lane that starts where it is told, keeps what it reads, and ends the run once it has read as much as expected.</summary>
internal sealed class ReadingLane(LaneOffsets start, int expected) : ILaneHost, ILogger, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource enough = new();

    public List<string> Records { get; } = [];

    public List<(byte[] Bytes, RecordFormat Format)> Whole { get; } = [];

    public List<string> Warnings { get; } = [];

    public LaneOffsets Offsets { get; private set; } = start;

    /// <summary>Reads until as many records came as expected.</summary>
    public void Read(EmbeddedLogSource source)
    {
        if (expected == 0)
        {
            enough.Cancel();
        }

        enough.CancelAfter(Deadline);
        source.Run(this, enough.Token);
        Assert.Equal(expected, Records.Count);
    }

    public LaneOffsets Open(int lane) => Offsets;

    public bool Offer(int lane, RawBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Whole.Add((batch.Payload(i).ToArray(), batch.Format(i)));
            Records.Add(Encoding.UTF8.GetString(batch.Payload(i)).TrimEnd('.'));
        }

        Offsets = Offsets.With(batch.Topic, batch.NextOffset);
        batch.Dispose();
        if (Records.Count >= expected)
        {
            enough.Cancel();
        }

        return true;
    }

    public bool Wants(int lane) => true;

    public void Close(int lane, LaneClosing closing) => Assert.Equal(LaneClosing.Drain, closing);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Warnings.Add($"{eventId.Id} {formatter(state, exception)}");

    public void Dispose() => enough.Dispose();
}
