using System.Diagnostics;
using System.Text;
using FASTER.core;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Http;
using Fulfillment.Streams.Worker.Log;

namespace Fulfillment.Streams.Worker.Tests.Log;

/// <summary>A disk that is full for a while: who wants to append is told, what was acknowledged stays, and it goes on by itself.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const string Cure = "The disk below the store (setting Store, option --store) is full: free space there. No space left on device";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(Refused.Records)]
    [InlineData(Refused.Commits)]
    public async Task Events_are_refused_while_the_disk_is_full_and_taken_once_there_is_room(Refused refused)
    {
        var disk = new FillableDisk(refused);
        using (var log = new EmbeddedLog(directory.Path, lanes: 1, disk.Open()))
        {
            await Append(log, "before");
            disk.IsFull = true;
            await Refuses(log, "caught");
            var end = log.End(0, Topic.Orders);
            await Refuses(log, "refused");
            Assert.Equal(Cure, log.Trouble);
            Assert.Equal(["before"], Read(log, records: 1));
            Assert.Equal(end, log.End(0, Topic.Orders));

            disk.IsFull = false;
            await UntilWell(log);
            await Append(log, "after");
            Assert.Equal(["before", "caught", "after"], Read(log, records: 3));
        }

        using var again = new EmbeddedLog(directory.Path, lanes: 1);
        Assert.Equal(["before", "caught", "after"], Read(again, records: 3));
    }

    [Theory]
    [InlineData(Refused.Records)]
    [InlineData(Refused.Commits)]
    public async Task A_log_closed_while_the_disk_is_full_keeps_what_was_acknowledged(Refused refused)
    {
        var disk = new FillableDisk(refused);
        using (var log = new EmbeddedLog(directory.Path, lanes: 1, disk.Open()))
        {
            await Append(log, "before");
            disk.IsFull = true;
            await Refuses(log, "lost");
        }

        disk.IsFull = false;
        using var again = new EmbeddedLog(directory.Path, lanes: 1, disk.Open());
        await Append(again, "after");
        Assert.Equal(["before", "after"], Read(again, records: 2));
    }

    [Fact]
    public async Task More_than_memory_holds_is_refused_rather_than_waited_for()
    {
        var disk = new FillableDisk(Refused.Records) { IsFull = true };
        using var log = new EmbeddedLog(directory.Path, lanes: 1, disk.Open());
        await Refuses(log, [.. Enumerable.Range(0, 10).Select(n => $"{n}".PadRight(1_000_000, '.'))]);
    }

    [Theory]
    [InlineData(Refused.Records)]
    [InlineData(Refused.Commits)]
    public async Task Letters_fail_as_other_writes_do_and_are_kept_once_there_is_room(Refused refused)
    {
        var disk = new FillableDisk(refused) { IsFull = true };
        using var letters = new DeadLetterLog(directory.Path, disk.Open());
        DeadLetter[] some = [new(Topic.Orders, 0, 64, "empty", DateTimeOffset.UnixEpoch, "{}"u8.ToArray())];
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.Equal(Cure, (await Assert.ThrowsAsync<LogDiskException>(() => letters.WriteAsync(some, CancellationToken.None).AsTask())).Message);
        }

        disk.IsFull = false;
        for (var since = Stopwatch.StartNew(); ;)
        {
            try
            {
                await letters.WriteAsync(some, CancellationToken.None);
                break;
            }
            catch (LogDiskException) when (since.Elapsed < Deadline)
            {
                await Task.Delay(10);
            }
        }

        Assert.Equal("{}", Encoding.UTF8.GetString(Assert.Single(letters.ReadAll()).Payload.Span));
    }

    [Fact]
    public async Task A_log_that_FASTER_wrote_with_its_own_files_is_read_on()
    {
        using (var device = Devices.CreateLogDevice(directory["orders-0/records"]))
        using (var log = new FasterLog(new FasterLogSettings { LogDevice = device, PageSizeBits = 21, MemorySizeBits = 22, SegmentSizeBits = 26 }))
        {
            foreach (var record in (string[])["a", "b", "c"])
            {
                log.Enqueue(Encoding.UTF8.GetBytes(record.PadRight(1_900_000, '.'))); // more than stays in memory
                log.Commit(spinWait: true);
            }
        }

        using var again = new EmbeddedLog(directory.Path, lanes: 1);
        await Append(again, "d");
        Assert.Equal(["a", "b", "c", "d"], Read(again, records: 4));
    }

    private static async Task Append(EmbeddedLog log, params string[] records) => Assert.Equal(
        records.Length,
        await new EmbeddedIngest(log).AppendAsync(Topic.Orders, RecordFormat.Json, [.. records.Select(r => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(r))], CancellationToken.None));

    private static async Task Refuses(EmbeddedLog log, params string[] records) => Assert.Equal(
        Cure, (await Assert.ThrowsAsync<IngestUnavailableException>(() => Append(log, records)).WaitAsync(Deadline)).Message);

    private static async Task UntilWell(EmbeddedLog log)
    {
        for (var since = Stopwatch.StartNew(); log.Trouble is not null && since.Elapsed < Deadline;)
        {
            await Task.Delay(10);
        }

        Assert.Null(log.Trouble);
    }

    private static List<string> Read(EmbeddedLog log, int records)
    {
        using var lane = new ReadingLane(LaneOffsets.None, records);
        lane.Read(new EmbeddedLogSource(log, keepBytes: long.MaxValue / 2));
        return lane.Records;
    }
}
