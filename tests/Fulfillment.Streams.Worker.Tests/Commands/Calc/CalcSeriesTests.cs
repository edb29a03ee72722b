namespace Fulfillment.Streams.Worker.Tests.Commands.Calc;

public sealed class CalcSeriesTests
{
    private const string Rare = "--series 0,0,3,0,0,0,2,0,5,0,0,1,0,0,0,0,4,0,0,3";

    [Theory]
    [InlineData("croston", .9481452764)]
    [InlineData("sba", .9007380126)]
    public async Task Croston_and_sba_start_from_the_first_demand(string method, double expected)
    {
        var answer = await Calculator.Json($"forecast --method {method} {Rare}");

        Assert.Equal(["forecast"], answer.Fields());
        Assert.Equal(expected, Assert.Single(answer.Numbers("forecast")), 5e-11);
    }

    [Theory]
    [InlineData("ses --series 10,20,16 --alpha .2", 12.8, 12.8)]
    [InlineData("holt --series 10,12,20 --alpha .5 --beta .2", 19.6, 22.2)]
    [InlineData("tsb --series 0,4,0 --alpha .5 --beta .2", 1.6, 1.6)]
    public async Task Horizon_and_constants_are_options(string options, params double[] expected)
    {
        var forecast = (await Calculator.Json($"forecast --method {options} --horizon {expected.Length}")).Numbers("forecast");

        Assert.Equal(expected, forecast.Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public async Task Auto_says_what_it_chose()
    {
        var answer = await Calculator.Json("forecast --method auto --series 3,6,9,12,15,18,21,24 --horizon 2");

        Assert.Equal("holt", answer.GetProperty("method").GetString());
        Assert.Equal(new double[] { 27, 30 }, answer.Numbers("forecast").Select(x => Math.Round(x, 9)));
        Assert.Equal(0, answer.Number("rmse"), 1e-9);
    }

    [Fact]
    public async Task Auto_is_the_default() => Assert.Equal(
        await Calculator.Text($"forecast --method auto {Rare}"), await Calculator.Text($"forecast {Rare}"));

    [Fact]
    public async Task Adstock_carries_over() =>
        Assert.Equal(new double[] { 100, 50, 75, 37.5 }, (await Calculator.Json("adstock --theta .5 --series 100,0,50,0")).Numbers("series"));

    [Fact]
    public async Task Numbers_read_back_to_the_same_double()
    {
        var answer = await Calculator.Json("adstock --theta 0.1 --series 0.1,0.2,1e-300");

        Assert.Equal([0.1, 0.2 + (0.1 * 0.1), 1e-300 + (0.1 * (0.2 + (0.1 * 0.1)))], answer.Numbers("series"));
    }

    [Theory]
    [InlineData("forecast --method median --series 1", "Argument 'median' not recognized. Must be one of:")]
    [InlineData("forecast --series 1,x", "--series 1,x: 'x' is not a number")]
    [InlineData("forecast --series 1,-2", "--series -2: must be a finite number, 0 or more")]
    [InlineData("forecast --series 1 --alpha 0", "--alpha 0: must be above 0 and at most 1")]
    [InlineData("forecast --series 1 --beta 2", "--beta 2: must be above 0 and at most 1")]
    [InlineData("adstock --theta 1 --series 1", "--theta 1: must be 0 or more and below 1")]
    public async Task Wrong_input_is_told_which_option_and_what_would_do(string commandLine, string expected) =>
        Assert.Equal(expected, await Calculator.Refusal(commandLine));

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task Horizon_is_bounded(int horizon) =>
        Assert.StartsWith($"--horizon {horizon}: ", await Calculator.Refusal($"forecast --series 1 --horizon {horizon}"), StringComparison.Ordinal);
}
