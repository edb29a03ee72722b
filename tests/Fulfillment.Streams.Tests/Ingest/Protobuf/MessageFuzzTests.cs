using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Messages;
using Fulfillment.Streams.Tests.Ingest.Json;
using Fulfillment.Streams.Tests.Ingest.Json.Scan;
using Google.Protobuf;

namespace Fulfillment.Streams.Tests.Ingest.Protobuf;

/// <summary>
/// Events at random, written in JSON and as messages: the same rows. Messages damaged at random: nothing throws, a reject has a
/// known reason and leaves no trace, and what is a message is what Google's library counts as one. <c>FULFILLMENT_CHAOS=full</c>
/// tries more than a million of each.
/// </summary>
public sealed class MessageFuzzTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly EventDecoder Shared = Decoding.Decoder();

    [Fact]
    public void Random_events_make_the_same_rows_in_both_formats()
    {
        var (events, compared) = (0, 0);
        for (var seed = 1; seed <= Cases(inShort: 1500, inFull: 60_000); seed++)
        {
            var random = new Random(seed);
            var topic = (Topic)random.Next(TopicNames.Count);
            var documents = new RandomDocument(random, topic);
            for (var i = 0; i < 20; i++)
            {
                var document = documents.Next();
                using var json = Shared.Decode(Decoding.Raw(topic, document));
                if (json.Events.Count == 0)
                {
                    continue;
                }

                events++;
                if (JsonToMessage.TryConvert(topic, document.AsSpan().StartsWith("\uFEFF"u8) ? document.AsMemory(3) : document) is not { } message)
                {
                    continue;
                }

                compared++;
                using var raw = Messages.Raw(topic, message);
                using var batch = Shared.Decode(raw);
                Assert.True(batch.Rejected.Count == 0, $"Seed {seed}: {batch.Rejected.FirstOrDefault()?.Reason} for {System.Text.Encoding.UTF8.GetString(document)}");
                ForgetEmptyLists(json.Events);
                var difference = ColumnDifference.Between(batch.Events, json.Events, 0);
                Assert.True(difference is null, $"Seed {seed}: {difference} for {System.Text.Encoding.UTF8.GetString(document)}");
            }
        }

        output.WriteLine($"{events} events, {compared} of them compared");
        Assert.True(compared > 8000 && compared > events * 0.9, $"Only {compared} of {events} events could be compared.");
    }

    [Fact]
    public void Damaged_messages_are_judged_as_by_the_library()
    {
        var reasons = new Dictionary<string, int>();
        for (var seed = 1; seed <= Cases(inShort: 60_000, inFull: 1_200_000); seed++)
        {
            var random = new Random(seed);
            var topic = (Topic)random.Next(TopicNames.Count);
            var bytes = Messages.Sample(topic).ToList();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                Damage.Strike(bytes, random);
            }

            var reason = Check(topic, [.. bytes], seed);
            reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
        }

        output.WriteLine(string.Join(", ", reasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key} {r.Value}")));
        Assert.True(reasons.Count > 6, "The damage is of one kind.");
    }

    private static string Check(Topic topic, byte[] bytes, int seed)
    {
        using var raw = Messages.Raw(topic, bytes);
        using var batch = Shared.Decode(raw);
        Assert.Equal(1, batch.Events.Count + batch.Rejected.Count);
        var reason = batch.Rejected.Count == 0 ? "accepted" : RejectReason.CodeOf(batch.Rejected[0].Reason);
        if (batch.Rejected.Count > 0)
        {
            Assert.Contains(reason, RejectReason.All);
            Assert.Equal(0, batch.Events.Text.Used);
            Assert.Equal(bytes, batch.Rejected[0].Payload.ToArray());
        }

        if (!IsMessage(topic, bytes))
        {
            Assert.True(reason != "accepted", $"Seed {seed}: accepted though no message: {System.Convert.ToHexString(bytes)}");
        }
        else if (reason == RejectReason.NotProtobuf)
        {
            Assert.True(UnusualWire.IsIn(bytes, topic), $"Seed {seed}: refused though a message: {System.Convert.ToHexString(bytes)}");
        }

        return reason;
    }

    private static int Cases(int inShort, int inFull) => Environment.GetEnvironmentVariable("FULFILLMENT_CHAOS") == "full" ? inFull : inShort;

    private static bool IsMessage(Topic topic, byte[] bytes)
    {
        try
        {
            MessageKinds.Of(topic).Parser.ParseFrom(bytes);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    /// <summary>A list without elements is absent in a message.</summary>
    private static void ForgetEmptyLists(EventColumns columns)
    {
        if (ListOf(columns) is { } count && count[0] == 0)
        {
            count[0] = -1;
        }
    }

    private static Column<int>? ListOf(EventColumns columns) => columns switch
    {
        OrderColumns orders => orders.LineCount,
        TrackingColumns scans => scans.LineCount,
        StockColumns levels => levels.InboundCount,
        _ => null,
    };
}
