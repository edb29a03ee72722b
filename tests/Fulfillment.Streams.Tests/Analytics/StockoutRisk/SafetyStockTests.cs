using FsCheck;
using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class SafetyStockTests
{
    [Fact]
    public void Fifty_a_day_for_six_uncertain_days_need_129_at_90_percent_and_reorder_at_429()
    {
        var sd = SafetyStock.DemandSdOverLead(demandMean: 50, demandSd: 5, leadMean: 6, leadSd: 2);
        var safety = SafetyStock.Units(0.90, sd);

        Assert.Equal(129.1127426467684, safety, 1e-12);
        Assert.Equal(429.1127426467684, ReorderPoint.Units(50, 6, safety), 1e-12);
    }

    [Fact]
    public void Certain_demand_and_lead_time_need_none() =>
        Assert.Equal(0, SafetyStock.Units(0.99, SafetyStock.DemandSdOverLead(50, 0, 6, 0)));

    [Fact]
    public void Half_the_cycles_need_none() => Assert.Equal(0, SafetyStock.Units(0.5, 100), 1e-13);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(double.NaN)]
    public void Certainty_is_not_a_service_level(double level) =>
        Assert.Throws<ArgumentOutOfRangeException>("serviceLevel", () => SafetyStock.Units(level, 10));

    [Theory]
    [InlineData(-1, 1, 1, 1, "demandMean")]
    [InlineData(1, -1, 1, 1, "demandSd")]
    [InlineData(1, 1, -1, 1, "leadMean")]
    [InlineData(1, 1, 1, double.NaN, "leadSd")]
    public void Impossible_inputs_are_named(double d, double sd, double lead, double leadSd, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => SafetyStock.DemandSdOverLead(d, sd, lead, leadSd));

    [Property]
    public bool A_higher_service_level_never_needs_less(byte level, byte more, NonNegativeInt sd)
    {
        var low = (level + 1) / 600.0;
        var high = low + ((more + 1) / 600.0);

        return SafetyStock.Units(high, sd.Get) >= SafetyStock.Units(low, sd.Get);
    }
}
