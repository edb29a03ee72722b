using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json.Scan;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>A space in front makes a record one that is not scanned for its key: its key must be the same.</summary>
[Collection(AtLength.Name)]
public sealed class KeyScanTests
{
    [Fact]
    public void Any_record_has_the_key_it_has_without_the_scan()
    {
        var scanned = 0;
        for (var seed = 1; seed <= 1_000; seed++)
        {
            var random = new Random(seed);
            var documents = new RandomDocument(random, (Topic)random.Next(TopicNames.Count));
            for (var record = 0; record < 25; record++)
            {
                var document = documents.Next();
                if (document.AsSpan().StartsWith("{"u8))
                {
                    byte[] spaced = [(byte)' ', .. document];
                    scanned += KeyScan.TryRead(document, wantsTime: true, out _, out _) ? 1 : 0;
                    Assert.True(RecordKey.Of(document) == RecordKey.Of(spaced), $"Seed {seed}: {Encoding.Latin1.GetString(document)}");
                    Assert.True(RecordKey.ShopOf(document).AsSpan().SequenceEqual(RecordKey.ShopOf(spaced)), $"Seed {seed}: {Encoding.Latin1.GetString(document)}");
                }
            }
        }

        Assert.InRange(scanned, 5_000, 25_000);
    }

    [Theory]
    [InlineData("""{"shop_id":"s","event_time":"2026-03-07T04:00:00Z","x":"0123456789012345678901234567890123456789012345678901234"}""", true)]
    [InlineData("""{"event_id":"e","event_time":"2026-03-07T04:00:00Z","shop_id":"s","x":"01234567890123456789012345678901234567890123456789012345678901234567"}""", true)]
    [InlineData("""{"event_id":1,"event_time":"2026-03-07T04:00:00Z","shop_id":"s","x":"0123456789012345678901234567890123456789"}""", false)]
    [InlineData("""{"event_id":"\n","event_time":"2026-03-07T04:00:00Z","shop_id":"s","x":"0123456789012345678901234567890123456789"}""", false)]
    [InlineData("""{"shop_id":"s","event_time":"2026-03-07T04:00:00Z"}""", false)]
    [InlineData("", false)]
    public void Usual_records_are_scanned(string record, bool isScanned)
    {
        Assert.Equal(isScanned, KeyScan.TryRead(Encoding.UTF8.GetBytes(record), wantsTime: true, out var shop, out var time));
        if (isScanned)
        {
            Assert.Equal(("s", Decoding.Ms("2026-03-07T04:00:00Z")), (Encoding.UTF8.GetString(shop), time));
        }
    }
}
