using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using FsCheck.Xunit;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Tests.Ingest.Json.Scan;
using static Fulfillment.Streams.Tests.Ingest.Json.Decoding;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>
/// Bytes at random and valid documents damaged at random: nothing throws, nothing is lost, a reject has a known
/// reason and leaves no trace, and what counts as JSON is what System.Text.Json counts as JSON.
/// </summary>
public sealed class FuzzTests
{
    private static readonly EventDecoder Shared = Decoder();

    [Property(MaxTest = 200)]
    public void Random_bytes_are_rejected_with_a_reason(byte[] bytes, byte topic) => Check((Topic)(topic % TopicNames.Count), bytes);

    [Property(MaxTest = 120)]
    public void Damaged_documents_agree_with_the_framework(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1000; i++)
        {
            var topic = (Topic)random.Next(TopicNames.Count);
            var document = Encoding.UTF8.GetBytes(Samples.Of(topic)).ToList();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                Damage.Strike(document, random);
            }

            Check(topic, [.. document]);
        }
    }

    /// <summary>Whether a record is taken, and for what reason it is not, agrees with the framework's idea of UTF-8 and JSON.</summary>
    internal static void Check(Topic topic, byte[] bytes)
    {
        using var raw = Raw(topic, bytes);
        using var batch = Shared.Decode(raw);
        Assert.Equal(1, batch.Events.Count + batch.Rejected.Count);
        var reason = batch.Rejected.Count == 0 ? null : RejectReason.CodeOf(batch.Rejected[0].Reason);
        if (reason is not null)
        {
            Assert.Contains(reason, RejectReason.All);
            Assert.Equal(0, batch.Events.Text.Used);
            Assert.Equal(bytes, batch.Rejected[0].Payload.ToArray());
        }

        if (bytes.AsSpan().StartsWith("\uFEFF"u8) || bytes.Length == 0)
        {
            return; // taken here, refused there; and no bytes at all have a reason of their own
        }

        var valid = Utf8.IsValid(bytes);
        Assert.Equal(!valid, reason == RejectReason.InvalidUtf8 && !batch.Rejected[0].Reason.Contains(':', StringComparison.Ordinal));
        if (valid && IsJson(bytes))
        {
            Assert.False(reason is RejectReason.NotJson or RejectReason.TooDeep, Encoding.UTF8.GetString(bytes));
        }
        else
        {
            Assert.True(reason is not null, Encoding.UTF8.GetString(bytes));
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
