using System.Globalization;
using Xunit.Abstractions;

namespace Fulfillment.Streams.Kafka.Tests.Rebalance;

public sealed class RebalancePauseTests(BrokerProcess broker, ITestOutputHelper output) : IClassFixture<BrokerProcess>
{
    private const int Lanes = 12;
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FULFILLMENT_CHAOS") == "full";

    /// <summary>
    /// The mock broker waits for members until the session timeout less one second has passed, though all may have come:
    /// here a quarter of a second, which is part of every pause measured. A real broker goes on with the last to come.
    /// </summary>
    private static readonly TimeSpan Session = TimeSpan.FromSeconds(1.25);

    /// <summary>librdkafka joins once a second at most; what comes sooner makes its member late by design.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.2);

    [Fact]
    public void Lanes_pause_shortly_while_workers_join_and_leave()
    {
        var options = broker.Topics(Lanes, o => (o.StopAtEnd, o.SessionTimeout) = (false, Session));
        var board = new PauseBoard();
        var workers = new Queue<Running>();
        try
        {
            for (var step = 0; step < (IsFull ? 50 : 6); step++)
            {
                if (step % 6 < 3)
                {
                    workers.Enqueue(new Running(options, board.Lanes($"worker {step}")));
                }
                else
                {
                    workers.Dequeue().Stop();
                }

                var expected = Math.Max(1, workers.Count);
                if (workers.Count > 0)
                {
                    workers.Peek().Until(
                        () => board.Owners.Count == Lanes && board.Owners.Values.Distinct().Count() == expected, $"{Lanes} lanes over {expected} workers");
                    Thread.Sleep(Between);
                }
            }
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker.Dispose();
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{board.Pauses.Length} pauses, ms: p50 {board.Quantile(0.5).TotalMilliseconds:F0}, p90 {board.Quantile(0.9).TotalMilliseconds:F0}, p99 {board.Quantile(0.99).TotalMilliseconds:F0}, longest {board.Pauses[^1].TotalMilliseconds:F0}"));
        Assert.InRange(board.Quantile(0.5), TimeSpan.Zero, TimeSpan.FromSeconds(10)); // generous: the machine may be busy
    }
}
