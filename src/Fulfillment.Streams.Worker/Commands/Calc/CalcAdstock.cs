using System.CommandLine;
using Fulfillment.Streams.Analytics.AdWaste;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc adstock</c>: advertising that keeps working after it was paid for.</summary>
internal static class CalcAdstock
{
    public static Command Create(Option<bool> json)
    {
        var theta = CalcOptions.Number("--theta", "The share carried over to the next period; 0 to below 1.");
        var series = CalcOptions.Series("--series", "Spend per period, oldest first, for example 100,0,50,0.");
        var command = new Command("adstock", "Spend with carry-over: A_t = x_t + θ·A_{t−1}.") { theta, series };
        return command.Answers(
            json,
            parsed => new CalcResult().Numbers("series", "adstock", Adstock.Of(parsed.GetValue(theta), parsed.GetValue(series) ?? [])),
            ("spend", series.Name));
    }
}
