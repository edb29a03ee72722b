using System.CommandLine;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc</c>: the engine's formulas as a what-if calculator.</summary>
public static class CalcCommand
{
    /// <summary>Builds the verb with one sub-command per formula.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object with full double precision; null stands for never.", Recursive = true };
        return new Command("calc", "The formulas as a what-if calculator.")
        {
            json,
            CalcStockout.Create(json),
            CalcSafetyStock.Create(json),
            CalcNewsvendor.Create(json),
            CalcSellsOut.Create(json),
            CalcDeadline.Create(json),
            CalcForecast.Create(json),
            CalcAdstock.Create(json),
        };
    }
}
