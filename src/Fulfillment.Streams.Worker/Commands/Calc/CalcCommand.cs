using System.CommandLine;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary><c>calc</c>: the engine's formulas as a what-if calculator.</summary>
public static class CalcCommand
{
    /// <summary>Builds the verb with one sub-command per formula.</summary>
    public static Command Create() => new("calc", "The formulas as a what-if calculator; --json prints full double precision.")
    {
    };
}
