using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.Forecast;

namespace Fulfillment.Streams.Tests.Analytics.Forecast;

public sealed class DemandForecastTests
{
    private static readonly double[] Rare = [0, 0, 3, 0, 0, 0, 2, 0, 5, 0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 3];

    [Theory]
    [InlineData(ForecastMethod.Croston, 0.9481452764)]
    [InlineData(ForecastMethod.Sba, 0.9007380126)]
    public void Croston_and_its_correction_on_rare_demand(ForecastMethod method, double expected) =>
        Assert.Equal(expected, Next(method, Rare, Smoothing.Default), 5e-11);

    [Fact]
    public void Tsb_starts_at_the_first_demand_and_fades_after_the_last()
    {
        // Size 4, seen in the 2nd period: 4 × 1/2. Then an empty period: 4 × 1/2 × (1 − β). Then 6: size 4 + α·2, probability up by β of its gap.
        Assert.Equal(2, Next(ForecastMethod.Tsb, [0, 4], new(0.5, 0.2)));
        Assert.Equal(4 * 0.4, Next(ForecastMethod.Tsb, [0, 4, 0], new(0.5, 0.2)), 1e-15);
        Assert.Equal(5 * (0.4 + (0.2 * 0.6)), Next(ForecastMethod.Tsb, [0, 4, 0, 6], new(0.5, 0.2)), 1e-15);
    }

    [Fact]
    public void Simple_smoothing_moves_a_share_of_each_surprise() =>
        Assert.Equal(12.8, Next(ForecastMethod.Ses, [10, 20, 16], new(0.2, 0.1)), 1e-14); // 10 → 12 → 12.8

    [Fact]
    public void Holt_continues_a_straight_line()
    {
        var ahead = DemandForecast.Ahead([10, 12, 14, 16], ForecastMethod.Holt, new(0.3, 0.2), horizon: 3);

        Assert.Equal([18.0, 20.0, 22.0], ahead.Select(x => Math.Round(x, 10)));
    }

    [Fact]
    public void Holt_follows_its_recurrence()
    {
        // Level 12, trend 2 after two periods. Then 20: level .5·20 + .5·14 = 17, trend .2·(17 − 12) + .8·2 = 2.6.
        Assert.Equal(19.6, Next(ForecastMethod.Holt, [10, 12, 20], new(0.5, 0.2)), 1e-14);
    }

    [Fact]
    public void A_falling_trend_ends_at_0() =>
        Assert.Equal([2, 0, 0], DemandForecast.Ahead([10, 8, 6, 4], ForecastMethod.Holt, new(1, 1), horizon: 3));

    [Theory]
    [InlineData(ForecastMethod.Croston)]
    [InlineData(ForecastMethod.Sba)]
    [InlineData(ForecastMethod.Tsb)]
    [InlineData(ForecastMethod.Ses)]
    [InlineData(ForecastMethod.Holt)]
    public void Nothing_sold_forecasts_nothing(ForecastMethod method)
    {
        Assert.Equal(0, Next(method, [0, 0, 0, 0], Smoothing.Default));
        Assert.Equal(0, Next(method, [], Smoothing.Default));
    }

    [Fact]
    public void Croston_is_frozen_between_demands_where_tsb_fades()
    {
        double[] stopped = [.. Rare, 0, 0, 0, 0, 0, 0, 0, 0];

        Assert.Equal(Next(ForecastMethod.Croston, Rare, Smoothing.Default), Next(ForecastMethod.Croston, stopped, Smoothing.Default));
        Assert.True(Next(ForecastMethod.Tsb, stopped, Smoothing.Default) < Next(ForecastMethod.Tsb, Rare, Smoothing.Default) / 2);
    }

    [Theory]
    [InlineData(0, 0.1, "alpha")]
    [InlineData(1.1, 0.1, "alpha")]
    [InlineData(0.1, 0, "beta")]
    [InlineData(0.1, double.NaN, "beta")]
    public void Constants_outside_their_range_are_named(double alpha, double beta, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => Next(ForecastMethod.Ses, [1], new(alpha, beta)));

    [Fact]
    public void Impossible_inputs_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("demand", () => Next(ForecastMethod.Ses, [1, -1], Smoothing.Default));
        Assert.Throws<ArgumentOutOfRangeException>("horizon", () => DemandForecast.Ahead([1], ForecastMethod.Ses, Smoothing.Default, 0));
        Assert.Throws<ArgumentOutOfRangeException>("method", () => Next((ForecastMethod)99, [1], Smoothing.Default));
    }

    [Property]
    public bool Flat_methods_stay_between_nothing_and_the_largest_demand(byte[] series, byte alpha, byte beta)
    {
        double[] units = [.. series.Select(x => (double)x)];
        var smoothing = new Smoothing((alpha + 1) / 256.0, (beta + 1) / 256.0);
        var most = units.DefaultIfEmpty(0).Max() + 1e-9;

        return new[] { ForecastMethod.Ses, ForecastMethod.Croston, ForecastMethod.Sba, ForecastMethod.Tsb }
            .All(m => Next(m, units, smoothing) is var next && next >= 0 && next <= most);
    }

    [Property]
    public bool Sba_is_croston_less_half_alpha(byte[] series, byte alpha)
    {
        double[] units = [.. series.Select(x => (double)x)];
        var smoothing = new Smoothing((alpha + 1) / 256.0, 0.1);

        return Next(ForecastMethod.Sba, units, smoothing) == (1 - (smoothing.Alpha / 2)) * Next(ForecastMethod.Croston, units, smoothing);
    }

    [Property]
    public bool Selling_twice_as_much_forecasts_twice_as_much(byte[] series)
    {
        double[] units = [.. series.Select(x => (double)x)];
        double[] twice = [.. series.Select(x => 2.0 * x)];

        return Enum.GetValues<ForecastMethod>().All(m => Next(m, twice, Smoothing.Default) == 2 * Next(m, units, Smoothing.Default));
    }

    private static double Next(ForecastMethod method, double[] series, Smoothing smoothing) =>
        DemandForecast.Ahead(series, method, smoothing, 1)[0];
}
