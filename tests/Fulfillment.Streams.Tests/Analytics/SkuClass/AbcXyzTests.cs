using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.SkuClass;

namespace Fulfillment.Streams.Tests.Analytics.SkuClass;

public sealed class AbcXyzTests
{
    [Fact]
    public void Revenue_makes_a_up_to_80_percent_b_up_to_95_and_c_the_rest() =>
        Assert.Equal([AbcClass.C, AbcClass.A, AbcClass.B, AbcClass.A], AbcAnalysis.Classify([5, 50, 15, 30]));

    [Fact]
    public void The_one_that_crosses_a_limit_belongs_to_the_better_class() =>
        Assert.Equal([AbcClass.A, AbcClass.A, AbcClass.C], AbcAnalysis.Classify([79, 17, 4]));

    [Fact]
    public void Reaching_a_limit_exactly_ends_the_class() =>
        Assert.Equal([AbcClass.A, AbcClass.B, AbcClass.C], AbcAnalysis.Classify([80, 15, 5]));

    [Fact]
    public void A_single_best_seller_is_a() => Assert.Equal([AbcClass.A], AbcAnalysis.Classify([1]));

    [Fact]
    public void Without_revenue_everything_is_c()
    {
        Assert.Equal([AbcClass.C, AbcClass.C], AbcAnalysis.Classify([0, -3]));
        Assert.Empty(AbcAnalysis.Classify([]));
    }

    [Fact]
    public void Equal_revenues_share_a_class() => Assert.All(AbcAnalysis.Classify([7, 7, 7, 7, 7, 7, 7, 7, 7, 7]), c => Assert.Equal(AbcClass.A, c));

    [Fact]
    public void Sums_beyond_64_bits_stay_exact() =>
        Assert.Equal([AbcClass.A, AbcClass.A, AbcClass.C], AbcAnalysis.Classify([long.MaxValue, long.MaxValue, 1]));

    [Property]
    public bool The_order_of_the_skus_does_not_matter(int[] revenue)
    {
        long[] forward = [.. revenue.Select(r => (long)r)];
        long[] backward = [.. forward.Reverse()];

        return AbcAnalysis.Classify(forward).SequenceEqual(AbcAnalysis.Classify(backward).Reverse());
    }

    [Theory]
    [InlineData(XyzClass.X, 0)]
    [InlineData(XyzClass.X, 0.5)]
    [InlineData(XyzClass.Y, 0.50001)]
    [InlineData(XyzClass.Y, 1.0)]
    [InlineData(XyzClass.Z, 1.00001)]
    [InlineData(XyzClass.Z, double.PositiveInfinity)]
    public void Variation_makes_x_y_and_z(XyzClass expected, double variation) => Assert.Equal(expected, XyzAnalysis.Classify(variation));

    [Fact]
    public void Weeks_without_sales_count_into_the_variation()
    {
        Assert.Equal(0.5, XyzAnalysis.Variation([2, 6, 2, 6]), 1e-15); // mean 4, standard deviation 2
        Assert.Equal(1, XyzAnalysis.Variation([4, 0]), 1e-15);
        Assert.Equal(double.PositiveInfinity, XyzAnalysis.Variation([0, 0]));
        Assert.Equal(double.PositiveInfinity, XyzAnalysis.Variation([]));
    }
}
