using System.Text.Json;

namespace Fulfillment.Streams.Worker.Tests.Commands.Calc;

public sealed class CalcStockTests
{
    [Fact]
    public async Task Stockout_names_probability_and_distribution()
    {
        var answer = await Calculator.Json("stockout --mean 84 --variance 210 --on-hand 100");

        Assert.Equal(["probability", "distribution"], answer.Fields());
        Assert.Equal(0.12936843937098586, answer.Number("probability"), 1e-13);
        Assert.Equal("negative_binomial", answer.GetProperty("distribution").GetString());
    }

    [Fact]
    public async Task Stockout_accepts_negative_stock() =>
        Assert.Equal(1, (await Calculator.Json("stockout --mean 84 --variance 84 --on-hand -5")).Number("probability"));

    [Fact]
    public async Task Stockout_is_readable() => Assert.Equal(
        $"stock-out probability  12.93684394 %{Environment.NewLine}demand distribution    negative_binomial{Environment.NewLine}",
        await Calculator.Text("stockout --mean 84 --variance 210 --on-hand 100"));

    [Fact]
    public async Task Safety_stock_and_reorder_point()
    {
        var answer = await Calculator.Json("safety-stock --demand-mean 50 --demand-sd 5 --lead-mean 6 --lead-sd 2 --service-level .9");

        Assert.Equal(["demand_sd_over_lead", "safety_stock", "reorder_point"], answer.Fields());
        Assert.Equal(Math.Sqrt(10_150), answer.Number("demand_sd_over_lead"));
        Assert.Equal(129.1127426467684, answer.Number("safety_stock"), 1e-12);
        Assert.Equal(429.1127426467684, answer.Number("reorder_point"), 1e-12);
    }

    [Theory]
    [InlineData("--mean 50 --sd 8", .18, .70, 56.603955927433887, 1.997605193176645)]
    [InlineData("--poisson 6", 1, 4, 8, 3.570106945770946)]
    [InlineData("--pmf 1:.25,2:.05,3:.5,4:.2", 1, 4, 3, 1.35)]
    [InlineData("--poisson 2 --lead-time 2", 1, 4, 8, 3.570106945770946)]
    [InlineData("--pmf 0:.5,1:.5 --lead-time 1", 1, 4, 2, 1)]
    public async Task Newsvendor_quantity_and_cost(string demand, double holding, double penalty, double quantity, double cost)
    {
        var answer = await Calculator.Json(FormattableString.Invariant($"newsvendor --holding {holding} --penalty {penalty} {demand}"));

        Assert.Equal(["quantity", "cost"], answer.Fields());
        Assert.Equal(quantity, answer.Number("quantity"), 1e-12);
        Assert.Equal(cost, answer.Number("cost"), 1e-12);
    }

    [Fact]
    public async Task Sells_out_first_and_finally()
    {
        var answer = await Calculator.Json("sells-out --rate 5 --on-hand 10 --inbound 20@5");

        Assert.Equal(["first_days", "final_days"], answer.Fields());
        Assert.Equal((2, 9), (answer.Number("first_days"), answer.Number("final_days")));
    }

    [Fact]
    public async Task Never_is_null_for_scripts_and_a_word_for_people()
    {
        var answer = await Calculator.Json("sells-out --rate 0 --on-hand 10");

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("first_days").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("final_days").ValueKind);
        Assert.Contains("never", await Calculator.Text("sells-out --rate 0 --on-hand 10"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stockout --mean -1 --variance 1 --on-hand 1", "--mean -1: must be a finite number, 0 or more")]
    [InlineData("stockout --mean 1,5 --variance 1 --on-hand 1", "--mean 1,5: '1,5' is not a number")]
    [InlineData("stockout --mean 1 --variance NaN --on-hand 1", "--variance NaN: 'NaN' is not a number")]
    [InlineData("stockout --mean 1 --variance 1", "Option '--on-hand' is required.")]
    [InlineData("safety-stock --demand-mean 1 --demand-sd 1 --lead-mean 1 --lead-sd 1 --service-level 90", "--service-level 90: must lie strictly between 0 and 1")]
    [InlineData("newsvendor --holding 0 --penalty 1 --poisson 6", "--holding 0: must be a finite number above 0")]
    [InlineData("newsvendor --holding 1 --penalty 1", "give the demand exactly once: --mean with --sd, or --poisson, or --pmf")]
    [InlineData("newsvendor --holding 1 --penalty 1 --poisson 6 --pmf 1:1", "give the demand exactly once: --mean with --sd, or --poisson, or --pmf")]
    [InlineData("newsvendor --holding 1 --penalty 1 --mean 6", "--mean and --sd belong together: normal demand needs both")]
    [InlineData("newsvendor --holding 1 --penalty 1 --poisson -6", "--poisson -6: must be 0 or more, and at most 1E+15 over all periods")]
    [InlineData("newsvendor --holding 1 --penalty 1 --pmf 1:.5", "--pmf 0.5: the probabilities must sum to 1")]
    [InlineData("newsvendor --holding 1 --penalty 1 --pmf 1.5:1", "--pmf: 1.5 must be a whole number of units, 0 to 50000")]
    [InlineData("newsvendor --holding 1 --penalty 1 --pmf 1=1", "--pmf 1=1: '1=1' is not a pair of numbers with ':' between them")]
    [InlineData("newsvendor --holding 1 --penalty 1 --pmf 1:1 --lead-time .5", "--lead-time 0.5: with --pmf it must be a whole number of periods, 0 or more")]
    [InlineData("sells-out --rate -5 --on-hand 10", "--rate -5: must be a finite number, 0 or more")]
    [InlineData("sells-out --rate 5 --on-hand 10 --inbound 20@-1", "--inbound -1: must be a finite number, 0 or more")]
    public async Task Wrong_input_is_told_which_option_and_what_would_do(string commandLine, string expected) =>
        Assert.Equal(expected, await Calculator.Refusal(commandLine));
}
