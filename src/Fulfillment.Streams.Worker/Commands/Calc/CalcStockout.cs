using System.CommandLine;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc stockout</c>: how likely demand over lead time exceeds the stock.</summary>
internal static class CalcStockout
{
    public static Command Create(Option<bool> json)
    {
        var mean = CalcOptions.Number("--mean", "Expected demand over lead time, units.");
        var variance = CalcOptions.Number("--variance", "Its variance, units²: up to the mean Poisson, above it negative binomial (mean below 400) or normal.");
        var onHand = CalcOptions.Number("--on-hand", "Units on hand plus inbound that arrives within the lead time.");
        var command = new Command("stockout", "The probability that demand over lead time exceeds what is on hand.") { mean, variance, onHand };
        return command.Answers(
            json,
            parsed =>
            {
                var demand = DemandOverLeadTime.FromMoments(parsed.GetValue(mean), parsed.GetValue(variance));
                return new CalcResult()
                    .Probability("probability", "stock-out probability", demand.ProbabilityAbove(parsed.GetValue(onHand)))
                    .Word("distribution", "demand distribution", demand.Distribution);
            },
            ("units", onHand.Name));
    }
}
