using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Tables;
using Fulfillment.Streams.ClickHouse;

namespace Fulfillment.Streams.Benchmarks.Brokers;

/// <summary>
/// A contender: a ClickHouse in a process of its own that reads the broker by its Kafka table engine, one consumer for each of five
/// tables, into materialized views of aggregate states, with flushes every half a second. A second consumer of the large topics makes
/// it slower on two cores (30,000 instead of 46,000 events/s), and its group is formed anew while one of the two is busy with an insert:
/// for up to a session's length its partitions then belong to nobody.
/// </summary>
internal sealed class KafkaEngine : IDisposable
{
    private static readonly string Count = "SELECT sum(next) FROM (" + string.Join(
        " UNION ALL ",
        new[] { "orders", "tracking", "ads", "stock", "others" }.Select(q => $"SELECT maxMerge(offset) + 1 AS next FROM views.{q}_states GROUP BY topic, part")) + ")";

    private const string Assigned = "SELECT count() > 0 AND countIf(empty(assignments.partition_id)) = 0 FROM system.kafka_consumers WHERE database = 'views'";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private readonly Process process;
    private readonly HttpTables tables;

    public KafkaEngine(string store)
    {
        process = ChildProcess.Start(
            [Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.ClickHouseServer.dll"), "--store", store]);
        var url = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The ClickHouse server did not start.");
        tables = new HttpTables(new Uri(url), "?default_format=TabSeparated&readonly=1");
    }

    /// <summary>For questions.</summary>
    public HttpTables Tables => tables;

    /// <summary>Begins to read.</summary>
    /// <param name="broker">Where.</param>
    /// <param name="group">The consumer group.</param>
    /// <param name="vocabulary">What tracking codes mean: two arrays.</param>
    public async Task AttachAsync(Broker broker, string group, (string Codes, string Statuses) vocabulary)
    {
        foreach (var statement in Statements.Of(
            "FromKafka", ("broker", broker.Address), ("group", group), ("codes", vocabulary.Codes), ("statuses", vocabulary.Statuses)))
        {
            await tables.ExecuteAsync(statement);
        }
    }

    /// <summary>Waits until every consumer has partitions.</summary>
    public async Task AssignedAsync()
    {
        for (var waiting = Stopwatch.StartNew(); await tables.AskAsync(Assigned) is var answer && answer.Trim() != "1"; await Task.Delay(Look))
        {
            if (waiting.Elapsed > Longest)
            {
                throw new InvalidOperationException($"ClickHouse's consumers have no partitions within {Longest}.");
            }
        }
    }

    /// <summary>Reads all there is; from the first events that can be read in the tables until the last.</summary>
    public async Task<Outcome> DrainAsync(Broker broker, string group, (string Codes, string Statuses) vocabulary, long events)
    {
        await AttachAsync(broker, group, vocabulary);
        var watch = new Stopwatch();
        var deadline = Stopwatch.StartNew();
        for (long first = 0, count = 0; ;)
        {
            await Task.Delay(Look);
            count = long.Parse(await tables.AskAsync(Count), CultureInfo.InvariantCulture);
            if (first == 0 && count > 0)
            {
                first = count; // joining the group and the first block are not counted, in its favour
                watch.Start();
            }

            if (count >= events)
            {
                watch.Stop();
                break;
            }

            if (deadline.Elapsed > Longest)
            {
                throw new InvalidOperationException($"ClickHouse has read {count} of {events} events within {Longest}.");
            }
        }

        return new Outcome
        {
            Figures = new Dictionary<string, double> { ["seconds"] = watch.Elapsed.TotalSeconds },
            Answer = await ViewsAsync(),
        };
    }

    public void Dispose()
    {
        process.Kill(); // a Kafka table would rather finish what it waits for
        process.WaitForExit();
        process.Dispose();
        tables.Dispose();
    }

    /// <summary>Makes the views as they are now and asks what all contenders are asked.</summary>
    private async Task<string> ViewsAsync()
    {
        foreach (var statement in Statements.Of("Views"))
        {
            await tables.ExecuteAsync(statement);
        }

        return Statements.InOrder(await tables.AskAsync(Statements.Of("SameViews", ("database", "views"))[0]));
    }
}
