using System.CommandLine;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc sells-out</c>: when stock runs out, deliveries counted.</summary>
internal static class CalcSellsOut
{
    public static Command Create(Option<bool> json)
    {
        var rate = CalcOptions.Number("--rate", "Units sold per day while in stock.");
        var onHand = CalcOptions.Number("--on-hand", "Units on hand now; what is negative is owed and taken off the next deliveries.");
        var inbound = CalcOptions.Pairs("--inbound", '@', "units@days,…", "Deliveries: units and the days until they arrive, for example 20@5,40@12.");
        var command = new Command("sells-out", "The days until the shelf is first empty, and until it is empty with nothing more coming.")
        {
            rate, onHand, inbound,
        };
        return command.Answers(json, parsed =>
        {
            InboundUnits[] deliveries = [.. (parsed.GetValue(inbound) ?? []).Select(d => new InboundUnits(d.Left, d.Right))];
            var days = SellsOut.Days(parsed.GetValue(rate), parsed.GetValue(onHand), deliveries);
            return new CalcResult()
                .Number("first_days", "first sold out after", days.First, "days")
                .Number("final_days", "finally sold out after", days.Final, "days");
        });
    }
}
