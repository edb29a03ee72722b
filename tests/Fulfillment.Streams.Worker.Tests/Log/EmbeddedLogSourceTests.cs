using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Log;

namespace Fulfillment.Streams.Worker.Tests.Log;

public sealed class EmbeddedLogSourceTests : IDisposable
{
    private readonly TempDirectory directory = new();

    [Fact]
    public async Task The_log_lets_go_only_of_what_lies_before_the_commit_before_the_last()
    {
        LaneOffsets first;
        using (var log = Open())
        {
            var source = new EmbeddedLogSource(log, keepBytes: 0);
            var start = log.Begin(0, Topic.Orders);
            first = await Append(log, "a", megabytes: 5);
            var second = await Append(log, "b", megabytes: 5);

            source.Commit(0, first);
            Assert.Equal(start, log.Begin(0, Topic.Orders));
            source.Commit(0, second);
            Assert.InRange(log.Begin(0, Topic.Orders), start + 1, first[Topic.Orders]);
        }

        using var again = Open();
        using var lane = Start(again, first, expected: 5);
        Assert.Equal(["b0", "b1", "b2", "b3", "b4"], lane.Records);
        Assert.Empty(lane.Warnings);
    }

    [Fact]
    public async Task What_is_no_longer_in_the_log_is_reported_and_reading_goes_on_behind_it()
    {
        LaneOffsets first;
        using (var log = Open())
        {
            first = await Append(log, "a", megabytes: 5);
            var second = await Append(log, "b", megabytes: 5);
            log.Truncate(0, Topic.Orders, second[Topic.Orders], keepBytes: 0);
            await Append(log, "c", megabytes: 1);
        }

        using var again = Open();
        var begin = again.Begin(0, Topic.Orders);
        using var lane = Start(again, first, expected: 3);

        Assert.Equal(["b3", "b4", "c0"], lane.Records);
        Assert.StartsWith(
            $"4130 Embedded log of orders, lane 0: {begin - first[Topic.Orders]} bytes, from offset {first[Topic.Orders]} to {begin}, are no longer there", Assert.Single(lane.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lane_without_a_snapshot_is_told_that_the_log_has_let_go_of_its_beginning()
    {
        using var log = Open();
        var applied = await Append(log, "a", megabytes: 5);
        log.Truncate(0, Topic.Orders, applied[Topic.Orders], keepBytes: 0);

        using var lane = Start(log, LaneOffsets.None, expected: 1);

        Assert.Equal(["a4"], lane.Records);
        Assert.StartsWith("4130 Embedded log of orders, lane 0: ", Assert.Single(lane.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_lost_its_tail_is_reported_and_read_again_until_two_snapshots_are_past_it()
    {
        var (lost, end) = await LoseTail();

        using (var log = Open())
        {
            await Append(log, "new", megabytes: 4); // before the lane is opened, past the offset of its snapshot
            Assert.True(log.End(0, Topic.Orders) > lost[Topic.Orders]);
            var source = new EmbeddedLogSource(log, keepBytes: long.MaxValue / 2);
            using var lane = Start(log, lost, expected: 6);
            Assert.Equal(["kept0", "kept1", "new0", "new1", "new2", "new3"], lane.Records);
            Assert.StartsWith(
                $"4131 Embedded log of orders, lane 0, was to be read on at offset {lost[Topic.Orders]} but ended at {end} when it was opened: its tail of {lost[Topic.Orders] - end} bytes was lost", Assert.Single(lane.Warnings), StringComparison.Ordinal);
            source.Commit(0, lane.Offsets); // the one before it still has the offset that is gone
        }

        using (var log = Open())
        {
            var source = new EmbeddedLogSource(log, keepBytes: long.MaxValue / 2);
            using var lane = Start(log, lost, expected: 6);
            Assert.Single(lane.Warnings);
            source.Commit(0, lane.Offsets);
            source.Commit(0, lane.Offsets);
        }

        using var healed = Open();
        using var well = Start(healed, LaneOffsets.None.With(Topic.Orders, healed.End(0, Topic.Orders)), expected: 0);
        Assert.Empty(well.Warnings);
    }

    public void Dispose() => directory.Dispose();

    private static ReadingLane Start(EmbeddedLog log, LaneOffsets start, int expected)
    {
        var lane = new ReadingLane(start, expected);
        lane.Read(new EmbeddedLogSource(log, keepBytes: 0) { Logger = lane });
        return lane;
    }

    /// <summary>As a disk does that was full or lost power: the records of the last appends are gone.</summary>
    private async Task<(LaneOffsets Lost, long End)> LoseTail()
    {
        long end;
        using (var log = Open())
        {
            await Append(log, "kept", megabytes: 2);
            end = log.End(0, Topic.Orders);
        }

        using var before = new TempDirectory();
        foreach (var file in Directory.GetFiles(directory["orders-0"], "*", SearchOption.AllDirectories))
        {
            var copy = before[Path.GetRelativePath(directory["orders-0"], file)];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        LaneOffsets lost;
        using (var log = Open())
        {
            lost = await Append(log, "gone", megabytes: 2);
        }

        Directory.Delete(directory["orders-0"], recursive: true);
        foreach (var file in Directory.GetFiles(before.Path, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(directory["orders-0"], Path.GetRelativePath(before.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }

        return (lost, end);
    }

    private EmbeddedLog Open() => new(directory.Path, lanes: 1);

    /// <summary>Appends records of 1 MB each, named and numbered; gives the offsets of a lane that has read them.</summary>
    private static async Task<LaneOffsets> Append(EmbeddedLog log, string name, int megabytes)
    {
        for (var n = 0; n < megabytes; n++)
        {
            log.Append(Topic.Orders, Encoding.UTF8.GetBytes($"{name}{n}".PadRight(1_000_000, '.')));
        }

        await log.CommitAsync(CancellationToken.None);
        return LaneOffsets.None.With(Topic.Orders, log.End(0, Topic.Orders));
    }
}
