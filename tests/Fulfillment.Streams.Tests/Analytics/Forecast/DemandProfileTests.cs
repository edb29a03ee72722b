using Fulfillment.Streams.Analytics.Forecast;

namespace Fulfillment.Streams.Tests.Analytics.Forecast;

public sealed class DemandProfileTests
{
    [Theory]
    [InlineData(DemandPattern.Smooth, new double[] { 5, 5, 6, 4 })]
    [InlineData(DemandPattern.Intermittent, new double[] { 5, 0, 5, 0 })]
    [InlineData(DemandPattern.Erratic, new double[] { 1, 1, 1, 20 })]
    [InlineData(DemandPattern.Lumpy, new double[] { 1, 0, 20, 0 })]
    [InlineData(DemandPattern.Intermittent, new double[] { 0, 0, 0, 0 })]
    public void Interval_and_variation_choose_the_quadrant(DemandPattern expected, double[] series) =>
        Assert.Equal(expected, DemandProfile.Of(series).Pattern);

    [Fact]
    public void Boundaries_belong_to_the_harder_side()
    {
        Assert.Equal(DemandPattern.Lumpy, new DemandProfile(1.32, 0.49).Pattern);
        Assert.Equal(DemandPattern.Smooth, new DemandProfile(Math.BitDecrement(1.32), Math.BitDecrement(0.49)).Pattern);
    }

    [Fact]
    public void Periods_without_demand_do_not_count_into_the_variation()
    {
        var profile = DemandProfile.Of([0, 2, 0, 4, 0, 0]);

        Assert.Equal(3, profile.AverageInterval);
        Assert.Equal(1.0 / 9, profile.SquaredVariation, 1e-15); // mean 3, standard deviation 1
    }

    [Fact]
    public void Week_days_average_1_and_pull_towards_it()
    {
        // Four weeks, Saturdays sell 8 and the rest 1: raw factors would be 4 and .5.
        double[] series = [.. Enumerable.Range(0, 28).Select(t => t % 7 == 6 ? 8.0 : 1.0)];
        var profile = DayOfWeekProfile.Of(series, DayOfWeek.Sunday);

        Assert.Equal((32 + 4) / 6.0 / 2, profile[DayOfWeek.Saturday], 1e-12);
        Assert.Equal((4 + 4) / 6.0 / 2, profile[DayOfWeek.Monday], 1e-12);
        Assert.Equal(7, Enum.GetValues<DayOfWeek>().Sum(d => profile[d]), 1e-12);
    }

    [Fact]
    public void A_short_or_empty_history_has_no_week_days()
    {
        Assert.Same(DayOfWeekProfile.Flat, DayOfWeekProfile.Of(new double[90], DayOfWeek.Monday));
        Assert.Same(DayOfWeekProfile.Flat, DayOfWeekProfile.Of([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], DayOfWeek.Monday));
    }
}
