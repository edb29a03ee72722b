using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Tests.Analytics.StockoutRisk;

/// <summary>Expected values were computed with 50 digits by an independent arbitrary-precision library.</summary>
public sealed class TailTests
{
    [Theory]
    [InlineData(100, 84, 210, 0.12936843937098586)]
    [InlineData(300, 84, 210, 6.1425247431020583e-24)]
    [InlineData(500, 84, 210, 5.252072313013487e-57)]
    [InlineData(84, 84, 84.000001, 0.47102531424345819)]
    [InlineData(100, 84, 84.5, 0.039370600442102684)]
    [InlineData(84, 84, 84.84, 0.47102495545846179)]
    [InlineData(100, 84, 84.85, 0.039686776731176147)]
    [InlineData(0, 0.5, 2, 0.20629947401590026)]
    [InlineData(399, 399, 4000, 0.47682350854151269)]
    [InlineData(5, 0.01, 1, 0.00023950759510323172)]
    public void Negative_binomial_tail_keeps_ten_digits(double k, double mean, double variance, double expected) =>
        Assert.Equal(1, NegativeBinomialTail.Above(k, mean, variance) / expected, 1e-10);

    [Theory]
    [InlineData(100, 84, 0.038918825015366403)]
    [InlineData(0, 6, 0.99752124782333364)]
    [InlineData(8, 6, 0.15276250601543869)]
    [InlineData(30, 6, 4.9135636163447685e-13)]
    [InlineData(200, 84, 2.146454424434309e-27)]
    [InlineData(1000, 1000, 0.49159063283149401)]
    public void Poisson_tail_keeps_ten_digits(double k, double mean, double expected) =>
        Assert.Equal(1, PoissonTail.Above(k, mean) / expected, 1e-10);

    [Theory]
    [InlineData(100_000, 100_000, 0.49915895690065988)]
    [InlineData(1_000_000, 1_000_000, 0.49973403851371635)]
    [InlineData(4_000_000, 4_000_000, 0.49986701924411419)]
    [InlineData(4_004_000, 4_000_000, 0.022750129699804839)]
    [InlineData(4_010_000, 4_000_000, 2.8926185942624034e-7)]
    public void Poisson_tail_stays_close_for_millions_of_units(double k, double mean, double expected) =>
        Assert.Equal(expected, PoissonTail.Above(k, mean), 1e-8);

    [Theory]
    [InlineData(0.5)]
    [InlineData(6)]
    [InlineData(84)]
    [InlineData(399)]
    public void Negative_binomial_meets_poisson_where_the_variance_meets_the_mean(double mean)
    {
        foreach (var k in new[] { 0, 1, 5, 80, 100, 400, 430 })
        {
            Assert.Equal(PoissonTail.Above(k, mean), NegativeBinomialTail.Above(k, mean, Math.BitIncrement(mean)), 1e-11);
        }
    }

    [Fact]
    public void Both_ways_of_computing_agree_where_they_meet()
    {
        for (var k = 0.0; k < 200; k++)
        {
            var summed = NegativeBinomialTail.Above(k, 84, 84 * 1.00999999);
            var beta = NegativeBinomialTail.Above(k, 84, 84 * 1.01000001);
            Assert.Equal(summed, beta, 1e-8);
        }
    }

    [Theory]
    [InlineData(1e9, 84, 84.5)]
    [InlineData(1e15, 84, 210)]
    [InlineData(1e15, 0.01, 0.0100001)]
    public void Absurdly_large_stock_answers_at_once(double k, double mean, double variance) =>
        Assert.Equal(0, NegativeBinomialTail.Above(k, mean, variance), 1e-300);

    [Theory]
    [InlineData(0, 3.518843458538323e-13, 2.3756716441340908e-07)]
    [InlineData(1469393, 0.034805798833102496, 8897775.679694114)]
    public void However_erratic_the_demand_the_answer_is_a_probability(double k, double mean, double variance) =>
        Assert.InRange(NegativeBinomialTail.Above(k, mean, variance), 0, 1);

    [Fact]
    public void Below_zero_everything_lies_above()
    {
        Assert.Equal(1, PoissonTail.Above(-1, 6));
        Assert.Equal(1, NegativeBinomialTail.Above(-1, 84, 210));
    }

    [Fact]
    public void Variance_at_the_mean_is_not_a_negative_binomial() =>
        Assert.Throws<ArgumentOutOfRangeException>("variance", () => NegativeBinomialTail.Above(5, 84, 84));

    [Fact]
    public void Poisson_refuses_a_negative_mean() =>
        Assert.Throws<ArgumentOutOfRangeException>("mean", () => PoissonTail.Above(5, -1));
}
