using System.Globalization;

namespace Fulfillment.Streams.Kafka.Tests.Faults;

public sealed class StormTests
{
    private const int Partitions = 4;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("FULFILLMENT_CHAOS") == "full";

    /// <summary>Short for every test run; <c>FULFILLMENT_CHAOS=full</c> takes more seeds and more of each. Failures name the seed.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, IsFull ? 12 : 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void In_a_storm_of_faults_every_record_reaches_a_lane_in_order(int seed)
    {
        using var brokers = new BrokerProcess(3);
        var options = brokers.Topics(Partitions, o =>
        {
            (o.StopAtEnd, o.TopicWait) = (false, TimeSpan.FromMinutes(1));
            o.SessionTimeout = TimeSpan.FromSeconds(1.5);
        });
        var ledger = new Ledger();
        using var load = new Load(options, Partitions);
        using var storm = new Storm(brokers, options, Partitions, ledger, seed);
        var pauses = new Random(seed);
        try
        {
            for (var n = 0; n < (IsFull ? 150 : 30); n++)
            {
                storm.Blow();
                Thread.Sleep(pauses.Next(250)); // no event waits for another: that is the storm
            }

            storm.Calm();
            var each = load.End();
            storm.Workers[0].Running.Until(() => ledger.Missing(Partitions, each) == 0, $"all of {each} records of each partition");
            storm.Workers[0].Running.Until(() => storm.Workers.Sum(worker => worker.Lanes.OpenLanes) == Partitions, "every lane with one worker");
            foreach (var worker in storm.Workers)
            {
                worker.Running.Stop();
            }
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {ledger.Missing(Partitions, 1)} lanes empty: {string.Join("; ", storm.Story.TakeLast(40))}"), failure);
        }
    }
}
