using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Log;

namespace Fulfillment.Streams.Worker.Tests.Log;

/// <summary>The embedded log and its dead letters keep what a record is.</summary>
public sealed class LogFormatTests : IDisposable
{
    private static readonly (byte[] Bytes, RecordFormat Format)[] Records =
    [
        ("{}"u8.ToArray(), RecordFormat.Json),
        ([10, 1, 65], RecordFormat.Protobuf),
        ([], RecordFormat.Protobuf),
        ([0], RecordFormat.Protobuf),
        ([0, 10, 1], RecordFormat.Json),
        ([0], RecordFormat.Json),
        ([1], RecordFormat.Json),
        ([1, 0, 2], RecordFormat.Json),
        ([2, 0], RecordFormat.Json),
        (new byte[1 << 20], RecordFormat.Protobuf),
        (new byte[EmbeddedLog.MaxRecord], RecordFormat.Json),
        (new byte[EmbeddedLog.MaxRecord], RecordFormat.Protobuf),
    ];

    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Whatever_was_appended_comes_out_as_it_went_in()
    {
        using var log = new EmbeddedLog(directory["log"], lanes: 1);
        foreach (var (bytes, format) in Records)
        {
            log.Append(Topic.Orders, bytes, format);
        }

        await log.CommitAsync(CancellationToken.None);
        using var lane = new ReadingLane(LaneOffsets.None, Records.Length);
        lane.Read(new EmbeddedLogSource(log, keepBytes: 0));
        Assert.Equal(Records.Select(r => (Convert.ToHexString(r.Bytes), r.Format)), lane.Whole.Select(r => (Convert.ToHexString(r.Bytes), r.Format)));
    }

    [Fact]
    public async Task Letters_keep_their_format_and_those_of_an_earlier_version_are_json()
    {
        var at = DateTimeOffset.UnixEpoch;
        using var letters = new DeadLetterLog(directory["letters"]);
        await letters.WriteAsync(
            [
                new DeadLetter(Topic.Orders, 0, 1, "not_json", at, "x"u8.ToArray()),
                new DeadLetter(Topic.Orders, 0, 2, "not_protobuf", at, new byte[] { 0xFF }, RecordFormat.Protobuf),
            ],
            CancellationToken.None);
        Assert.Equal([RecordFormat.Json, RecordFormat.Protobuf], letters.ReadAll().Select(letter => letter.Format));
    }
}
