using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.Forecast;

namespace Fulfillment.Streams.Tests.Analytics.Forecast;

public sealed class RollingOriginTests
{
    [Fact]
    public void A_trend_is_forecast_with_holt()
    {
        double[] growing = [.. Enumerable.Range(0, 40).Select(t => 20.0 + (3 * t) + (t % 3))];

        Assert.Equal(ForecastMethod.Holt, RollingOrigin.Choose(growing).Method);
    }

    [Fact]
    public void Level_noise_is_forecast_flat_with_little_weight_on_the_newest()
    {
        double[] level = [.. Enumerable.Range(0, 60).Select(t => t % 2 == 0 ? 18.0 : 22.0)];
        var choice = RollingOrigin.Choose(level);

        Assert.Equal(ForecastMethod.Ses, choice.Method);
        Assert.True(choice.Smoothing.Alpha <= 0.1);
    }

    [Fact]
    public void Sales_that_stopped_are_forecast_with_tsb()
    {
        double[] stopped = [.. Enumerable.Range(0, 30).Select(t => t % 2 == 0 ? 4.0 : 0), .. new double[40]];

        Assert.Equal(ForecastMethod.Tsb, RollingOrigin.Choose(stopped).Method);
    }

    [Fact]
    public void Rare_demand_is_left_to_the_croston_family()
    {
        double[] rare = [0, 0, 3, 0, 0, 0, 2, 0, 5, 0, 0, 1, 0, 0, 0, 0, 4, 0, 0, 3];

        Assert.Contains(RollingOrigin.Choose(rare).Method, new[] { ForecastMethod.Sba, ForecastMethod.Croston, ForecastMethod.Tsb });
    }

    [Fact]
    public void Fixed_constants_stay_fixed()
    {
        double[] growing = [.. Enumerable.Range(0, 40).Select(t => 20.0 + (3 * t))];

        Assert.Equal(new Smoothing(0.37, 0.23), RollingOrigin.Choose(growing, alpha: 0.37, beta: 0.23).Smoothing);
    }

    [Fact]
    public void Too_short_to_test_takes_the_simplest_method()
    {
        Assert.Equal(new ForecastChoice(ForecastMethod.Ses, Smoothing.Default, 0), RollingOrigin.Choose([5, 6]));
        Assert.Equal(new ForecastChoice(ForecastMethod.Sba, Smoothing.Default, 0), RollingOrigin.Choose([]));
    }

    [Fact]
    public void Error_is_measured_on_the_later_half_one_step_ahead()
    {
        // Level stays 10 (α tiny); the later half misses by 2 and 4: √((4 + 16) / 2).
        Assert.Equal(Math.Sqrt(10), RollingOrigin.Rmse([10, 10, 12, 14], ForecastMethod.Ses, new(1e-12, 0.1)), 1e-9);
    }

    [Fact]
    public void Constants_outside_their_range_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => RollingOrigin.Choose([1, 2, 3, 4], alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => RollingOrigin.Choose([1, 2, 3, 4], beta: 2));
        Assert.Throws<ArgumentOutOfRangeException>("series", () => RollingOrigin.Rmse([1], ForecastMethod.Ses, Smoothing.Default));
    }

    [Property]
    public bool The_choice_is_no_worse_than_any_default(byte[] series)
    {
        double[] units = [.. series.Select(x => (double)(x % 5))];
        if (units.Length < 4)
        {
            return true;
        }

        var choice = RollingOrigin.Choose(units);
        var family = DemandProfile.Of(units).IsIntermittent
            ? new[] { ForecastMethod.Sba, ForecastMethod.Croston, ForecastMethod.Tsb }
            : [ForecastMethod.Ses, ForecastMethod.Holt];
        return family.Contains(choice.Method)
            && family.All(m => choice.Rmse <= RollingOrigin.Rmse(units, m, Smoothing.Default));
    }
}
