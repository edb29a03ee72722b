using System.CommandLine;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc newsvendor</c>: the quantity that balances leftovers against shortage.</summary>
internal static class CalcNewsvendor
{
    private const string OneDemand = "give the demand exactly once: --mean with --sd, or --poisson, or --pmf";

    public static Command Create(Option<bool> json)
    {
        var holding = CalcOptions.Number("--holding", "Cost of each unit left over at the end of a period, above 0.");
        var penalty = CalcOptions.Number("--penalty", "Cost of each unit short, above 0.");
        var mean = CalcOptions.OptionalNumber("--mean", "Normal demand: expected units per period, with --sd.");
        var sd = CalcOptions.OptionalNumber("--sd", "Normal demand: standard deviation, units per period.");
        var poisson = CalcOptions.OptionalNumber("--poisson", "Poisson demand: expected units per period.");
        var pmf = CalcOptions.Pairs("--pmf", ':', "units:p,…", "Discrete demand: whole units and their probabilities, for example 1:.25,2:.05,3:.5,4:.2.");
        var leadTime = CalcOptions.OptionalNumber("--lead-time", "Periods until an order arrives; demand then counts over one period more. Default 0; whole with --pmf.");
        var command = new Command("newsvendor", "The quantity with the least expected cost, and that cost.")
        {
            holding, penalty, mean, sd, poisson, pmf, leadTime,
        };
        return command.Answers(
            json,
            parsed =>
            {
                var order = Best(
                    parsed.GetValue(holding), parsed.GetValue(penalty), parsed.GetValue(mean), parsed.GetValue(sd),
                    parsed.GetValue(poisson), parsed.GetResult(pmf) is null ? null : parsed.GetValue(pmf), parsed.GetValue(leadTime) ?? 0);
                return new CalcResult()
                    .Number("quantity", "quantity", order.Quantity, "units")
                    .Number("cost", "expected cost per period", order.Cost);
            },
            ("masses", pmf.Name),
            ("periods", leadTime.Name));
    }

    private static NewsvendorOrder Best(
        double holding, double penalty, double? mean, double? sd, double? poisson, (double Left, double Right)[]? pmf, double leadTime)
    {
        if (mean is null != sd is null)
        {
            throw new UsageException("--mean and --sd belong together: normal demand needs both");
        }

        return (mean, sd, poisson, pmf) switch
        {
            ({ } m, { } s, null, null) => Newsvendor.ForNormal(holding, penalty, m, s, leadTime),
            (null, null, { } m, null) => Poisson(holding, penalty, m, leadTime),
            (null, null, null, { } masses) => Newsvendor.ForDiscrete(holding, penalty, Discrete(masses), Whole(leadTime)),
            _ => throw new UsageException(OneDemand),
        };
    }

    private static NewsvendorOrder Poisson(double holding, double penalty, double mean, double leadTime)
    {
        try
        {
            return Newsvendor.ForPoisson(holding, penalty, mean, leadTime);
        }
        catch (ArgumentOutOfRangeException wrong) when (wrong.ParamName == nameof(mean))
        {
            throw new UsageException($"--poisson {mean:R}: must be 0 or more, and at most 1E+15 over all periods", wrong);
        }
    }

    private static DiscreteDemand Discrete((double Left, double Right)[] masses) =>
        DiscreteDemand.Of([.. masses.Select(m => KeyValuePair.Create(Units(m.Left), m.Right))]);

    private static int Units(double units) => double.IsInteger(units) && units is >= 0 and <= DiscreteDemand.MaxUnits
        ? (int)units
        : throw new UsageException($"--pmf: {units:R} must be a whole number of units, 0 to {DiscreteDemand.MaxUnits}");

    private static int Whole(double leadTime) => double.IsInteger(leadTime) && leadTime is >= 0 and <= DiscreteDemand.MaxUnits
        ? (int)leadTime
        : throw new UsageException($"--lead-time {leadTime:R}: with --pmf it must be a whole number of periods, 0 or more");
}
