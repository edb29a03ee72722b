using System.Text;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Ingest;

public sealed class RecordKeyTests
{
    [Theory]
    [InlineData("""{"shop_id":"7495"}""", "7495")]
    [InlineData("""{"a":{"shop_id":"no"},"b":[1,{"shop_id":"no"}],"shop_id":"yes"}""", "yes")]
    [InlineData("""{"shop_id":"caf\u00e9"}""", "café")]
    [InlineData("""{"shop_id":7495540735365777507}""", "7495540735365777507")]
    [InlineData("\uFEFF{\"shop_id\":\"marked\"}", "marked")]
    [InlineData("""{"shop_id":"first","shop_id":"second","event_time":1}""", "first")]
    [InlineData("""{"shop\ud800_id":"no","sh\u006fp_id":"yes"}""", "yes")]
    [InlineData("""{"shop_id":null}""", null)]
    [InlineData("""{"shop_id":""}""", null)]
    [InlineData("""{"shop":"x"}""", null)]
    [InlineData("""["shop_id"]""", null)]
    [InlineData("""{"shop_id":"cut""", null)]
    [InlineData("", null)]
    public void The_shop_is_the_same_on_Kafka_and_in_the_embedded_log(string json, string? shop)
    {
        var record = Encoding.UTF8.GetBytes(json);

        Assert.Equal(shop, RecordKey.ShopOf(record) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);
        var sameShop = RecordKey.Of(Encoding.UTF8.GetBytes($$"""{"shop_id":"{{shop}}"}"""));
        Assert.Equal(sameShop.ShopHash, RecordKey.Of(record).ShopHash);
    }

    [Fact]
    public void Half_a_character_in_the_shop_is_routed_somewhere_and_left_to_the_decoder()
    {
        var record = Encoding.UTF8.GetBytes("""{"shop_id":"\ud800"}""");

        Assert.NotNull(RecordKey.ShopOf(record));
        Assert.InRange(RecordKey.Of(record).Lane(4), 0, 3);
    }

    [Theory]
    [InlineData("""{"event_time":"1970-01-01T00:00:01Z","shop_id":"s"}""", 1000)]
    [InlineData("""{"shop_id":"s","event_time":1}""", 1000)]
    [InlineData("""{"shop_id":"s","event_time":100000000000}""", 100_000_000_000)]
    [InlineData("""{"shop_id":"s","event_time":{"event_time":1}}""", Absent.Number)]
    [InlineData("""{"shop_id":"s"}""", Absent.Number)]
    public void The_time_is_read_beside_the_shop(string json, long time)
    {
        Assert.Equal(time, RecordKey.Of(Encoding.UTF8.GetBytes(json)).EventTime);
    }
}
