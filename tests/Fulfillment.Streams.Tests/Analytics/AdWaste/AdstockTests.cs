using FsCheck.Xunit;
using Fulfillment.Streams.Analytics.AdWaste;

namespace Fulfillment.Streams.Tests.Analytics.AdWaste;

public sealed class AdstockTests
{
    [Fact]
    public void Half_carries_over() => Assert.Equal([100, 50, 75, 37.5], Adstock.Of(0.5, [100, 0, 50, 0]));

    [Fact]
    public void Nothing_carries_over_at_0() => Assert.Equal([100, 0, 50, 0], Adstock.Of(0, [100, 0, 50, 0]));

    [Fact]
    public void An_empty_series_stays_empty() => Assert.Empty(Adstock.Of(0.5, []));

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Spend_that_never_fades_is_refused(double theta) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(theta), () => Adstock.Of(theta, [1]));

    [Fact]
    public void Spend_that_is_not_a_number_is_named() =>
        Assert.Throws<ArgumentOutOfRangeException>("spend", () => Adstock.Of(0.5, [1, double.NaN]));

    [Property]
    public bool One_step_at_a_time_gives_the_same(byte theta, short[] spend)
    {
        var before = 0.0;
        var steps = spend.Select(x => before = Adstock.Next(theta / 256.0, x, before)).ToArray();

        return steps.SequenceEqual(Adstock.Of(theta / 256.0, [.. spend.Select(x => (double)x)]));
    }
}
