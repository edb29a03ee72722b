using Fulfillment.Streams.Generator;
using NodaTime;

namespace Fulfillment.Streams.Tests.Generator;

public sealed class GeneratorOptionsTests
{
    public static TheoryData<GeneratorOptions, string> Wrong => new()
    {
        { new GeneratorOptions { Shops = 0 }, "Shops must lie between 1 and 10000; it is 0." },
        { new GeneratorOptions { SkusPerShop = 3 }, "SkusPerShop must lie between 4 and 10000; it is 3." },
        { new GeneratorOptions { EventsPerDay = 0 }, "EventsPerDay must lie between 1 and 100000000000; it is 0." },
        { new GeneratorOptions { DuplicatesPerMillion = -1 }, "DuplicatesPerMillion must lie between 0 and 500000; it is -1." },
        { new GeneratorOptions { PendingMax = 999 }, "PendingMax must lie between 1000 and 50000000; it is 999." },
        { new GeneratorOptions { Start = Instant.FromUnixTimeSeconds(0) }, "Start must lie between 946684800000 and 4102444800000; it is 0." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_bad_value_is_refused_by_name_and_bounds(GeneratorOptions options, string message)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new EventGenerator(options); });
        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void One_event_a_day_is_as_valid_as_many_shops(int shops) =>
        Assert.Equal(300, new EventGenerator(new GeneratorOptions { EventsPerDay = 1, Shops = shops, SkusPerShop = 4 }).Take(300).Count());

    [Fact]
    public void The_rate_is_met_once_orders_of_all_ages_are_under_way()
    {
        const long Day = 86_400_000;
        var options = new GeneratorOptions { EventsPerDay = 8_000 };
        var start = options.Start.ToUnixTimeMilliseconds();
        var thirdWeek = new EventGenerator(options)
            .SkipWhile(m => m.ArrivalUnixMs < start + (14 * Day)).TakeWhile(m => m.ArrivalUnixMs < start + (28 * Day)).Count();

        Assert.InRange(thirdWeek / 14, 7_200, 8_800);
    }

    [Fact]
    public void Beyond_the_bound_lives_get_shorter_and_the_rate_stays()
    {
        // 2,000,000 a day want about 1.5 million orders under way; 20,000 are allowed.
        var options = new GeneratorOptions { EventsPerDay = 2_000_000, PendingMax = 20_000 };
        var start = options.Start.ToUnixTimeMilliseconds();
        var hours = new EventGenerator(options).Take(200_000).Last().ArrivalUnixMs - start;

        Assert.InRange(200_000 / (hours / 86_400_000d), 1_000_000, 3_000_000);
    }
}
