using System.CommandLine;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc safety-stock</c>: safety stock and reorder point.</summary>
internal static class CalcSafetyStock
{
    public static Command Create(Option<bool> json)
    {
        var demandMean = CalcOptions.Number("--demand-mean", "Expected demand, units per day.");
        var demandSd = CalcOptions.Number("--demand-sd", "Its standard deviation, units per day.");
        var leadMean = CalcOptions.Number("--lead-mean", "Expected lead time, days.");
        var leadSd = CalcOptions.Number("--lead-sd", "Its standard deviation, days.");
        var level = CalcOptions.Number("--service-level", "Probability of no stock-out in a replenishment cycle, between 0 and 1.");
        var command = new Command("safety-stock", "Stock against uncertain demand and lead time: z·√(L·σd² + d²·σL²).")
        {
            demandMean, demandSd, leadMean, leadSd, level,
        };
        return command.Answers(json, parsed =>
        {
            var (demand, lead) = (parsed.GetValue(demandMean), parsed.GetValue(leadMean));
            var sd = SafetyStock.DemandSdOverLead(demand, parsed.GetValue(demandSd), lead, parsed.GetValue(leadSd));
            var safety = SafetyStock.Units(parsed.GetValue(level), sd);
            return new CalcResult()
                .Number("demand_sd_over_lead", "standard deviation of demand over lead time", sd, "units")
                .Number("safety_stock", "safety stock", safety, "units")
                .Number("reorder_point", "reorder point", ReorderPoint.Units(demand, lead, safety), "units");
        });
    }
}
