using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Replay;

namespace Fulfillment.Streams.Worker.Tests.Replay;

/// <summary>A batch of mapped lines has the lines of several files, and keeps them when the files are gone.</summary>
public sealed class MappedRawBatchTests : IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Lines_of_all_files_stay_readable_after_the_files_are_disposed()
    {
        using var batch = new MappedRawBatch { Topic = Topic.Orders, Partition = 3 };
        var expected = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            string[] lines = [.. Enumerable.Range(0, 2000).Select(n => $"file {number} line {n} {new string('x', n % 50)}")];
            var path = directory[$"orders-{number}.ndjson"];
            File.WriteAllLines(path, lines);
            using var file = new ReplayFile(path, Topic.Orders, directory["scratch"]);
            foreach (var line in file.Lines)
            {
                batch.Add((number * 10_000) + line.Number, file, line);
            }

            expected.AddRange(lines);
            File.Delete(path);
        }

        Assert.Equal((expected.Count, 22_000L), (batch.Count, batch.NextOffset));
        Assert.Equal(expected.Sum(line => (long)line.Length), batch.Bytes);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal((expected[i], (i / 2000 * 10_000L) + (i % 2000)), (Encoding.UTF8.GetString(batch.Payload(i)), batch.Offset(i)));
        }

        batch.Dispose();
        batch.Dispose(); // may be called more than once
        Assert.Equal((0, 0L), (batch.Count, batch.Bytes));
    }
}
