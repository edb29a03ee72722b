using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.State;
using Xunit;

namespace Fulfillment.Streams.Tests.State;

public sealed class SeenEventsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("event-")]
    [InlineData("a-longer-event-")]
    public void Consecutive_short_ids_of_several_topics_and_shops_are_different_events(string prefix)
    {
        var seen = new SeenEvents();
        foreach (var topic in Enum.GetValues<Topic>())
        {
            for (var shop = 0; shop < 40; shop++)
            {
                for (var number = 0; number < 300; number++)
                {
                    var id = Encoding.UTF8.GetBytes(prefix + number.ToString(CultureInfo.InvariantCulture));
                    Assert.True(seen.Add(1_780_000_000_000, SeenEvents.HashOf(topic, shop, id)), $"{topic} {shop} {prefix}{number}");
                    Assert.False(seen.Add(1_780_000_000_000, SeenEvents.HashOf(topic, shop, id)));
                }
            }
        }
    }

    [Fact]
    public void Whole_days_before_a_time_are_forgotten()
    {
        const long day = 86_400_000;
        var seen = new SeenEvents();
        Assert.True(seen.Add((2 * day) - 1, SeenEvents.HashOf(Topic.Orders, 0, "a"u8)));
        Assert.True(seen.Add(2 * day, SeenEvents.HashOf(Topic.Orders, 0, "b"u8)));
        Assert.Equal(2, seen.Count);

        seen.ForgetBefore((2 * day) - 1);
        Assert.Equal(2, seen.Count);
        seen.ForgetBefore((3 * day) - 1);
        Assert.Equal(1, seen.Count);
        Assert.False(seen.Add(2 * day, SeenEvents.HashOf(Topic.Orders, 0, "b"u8)));
        Assert.True(seen.Add(day, SeenEvents.HashOf(Topic.Orders, 0, "a"u8)));
        Assert.False(seen.Add(day, SeenEvents.HashOf(Topic.Orders, 0, "a"u8)));
    }

    [Fact]
    public void Days_go_by_without_memory_once_some_have()
    {
        const long day = 86_400_000;
        var seen = new SeenEvents();
        Span<byte> id = stackalloc byte[sizeof(int)];
        long before = 0;
        for (var today = 0; today < 40; today++)
        {
            before = today == 20 ? GC.GetAllocatedBytesForCurrentThread() : before;
            for (var number = 0; number < 5000; number++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(id, number);
                Assert.True(seen.Add((today * day) + number, SeenEvents.HashOf(Topic.Orders, 0, id)));
            }

            seen.ForgetBefore((today - 1) * day);
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (20 * 5000.0);
        Assert.True(each < 1, $"An event took {each} bytes.");
    }
}
