using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

public sealed class VelocityTests
{
    [Fact]
    public void A_thousand_in_31_days_of_which_15_out_of_stock_are_62_and_a_half_a_day() =>
        Assert.Equal(62.5, Velocity.PerDayInStock(1000, 31, 15));

    [Fact]
    public void Never_in_stock_says_nothing_about_demand() => Assert.Equal(0, Velocity.PerDayInStock(0, 31, 31));

    [Fact]
    public void More_days_out_of_stock_than_days_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("daysOutOfStock", () => Velocity.PerDayInStock(10, 31, 32));

    [Theory]
    [InlineData(5, 10, 2)]
    [InlineData(5, 0, 0)]
    [InlineData(5, -3, 0)]
    [InlineData(0, 10, double.PositiveInfinity)]
    [InlineData(0, 0, 0)]
    public void Cover_is_stock_over_pace(double perDay, double onHand, double expected) =>
        Assert.Equal(expected, Velocity.DaysOfCover(perDay, onHand));
}
