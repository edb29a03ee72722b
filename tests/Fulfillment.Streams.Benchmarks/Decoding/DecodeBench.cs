using Fulfillment.Streams.Benchmarks.Measuring;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <summary>B1: JSON to fields, one core; and beside it the same events as messages.</summary>
internal static class DecodeBench
{
    private const int Checked = 20_000;
    private const double OfSerializer = 3;
    private const double OfReader = 2;

    public static Task<Line> MeasureAsync(Scale scale)
    {
        var events = scale.Of(inShort: 50_000, inFull: 200_000);
        if (!DecodeContenders.Agree(Checked))
        {
            throw new InvalidOperationException("The contenders read different fields out of the same lines.");
        }

        DecodeContenders.Sizes = [events];
        var seconds = Micro.Run<DecodeContenders>(scale.Runs);
        var (bytes, messageBytes) = DecodeContenders.BytesOf(events);
        var ours = seconds[nameof(DecodeContenders.Ours)].PerSecond(bytes / 1e6, "engine", "MB/s");
        var reader = seconds[nameof(DecodeContenders.Reader)].PerSecond(bytes / 1e6, "Utf8JsonReader", "MB/s");
        var serializer = seconds[nameof(DecodeContenders.Serializer)].PerSecond(bytes / 1e6, "System.Text.Json", "MB/s");
        var binary = seconds[nameof(DecodeContenders.Binary)].PerSecond(events / 1e6, "engine, Protobuf", "M events/s");
        var library = seconds[nameof(DecodeContenders.Library)].PerSecond(events / 1e6, "Google.Protobuf", "M events/s");
        var (bySerializer, byReader) = (ours.Median / serializer.Median, ours.Median / reader.Median);
        return Task.FromResult(Line.Of(
            "B1",
            $"{ours.Median.Text()} MB/s, {(ours.Median * 1e6 / bytes * events).Millions()} events/s",
            $"{bySerializer.Times()} System.Text.Json, {byReader.Times()} Utf8JsonReader",
            bySerializer >= OfSerializer && byReader >= OfReader,
            [ours, serializer, reader, binary, library],
            $"{ours.Spread()}; {serializer.Spread()}; {reader.Spread()}; {bytes / events} bytes an event, {Checked} events compared field by field",
            $"the same events as Protobuf, {messageBytes / events} bytes each: {binary.Spread()}, {(binary.Median / library.Median).Times()} Google's library; {library.Spread()}"));
    }
}
