using System.Runtime.CompilerServices;

namespace Fulfillment.Streams.Analytics;

/// <summary>Argument checks shared by the formulas; each failure names the parameter and what it must be.</summary>
internal static class Guard
{
    /// <summary>Passes finite numbers of 0 or more.</summary>
    public static void NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be a finite number, 0 or more");
        }
    }

    /// <summary>Passes finite numbers above 0.</summary>
    public static void Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be a finite number above 0");
        }
    }

    /// <summary>Passes finite numbers of either sign.</summary>
    public static void Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be a finite number");
        }
    }

    /// <summary>Passes probabilities strictly between 0 and 1.</summary>
    public static void OpenUnit(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "must lie strictly between 0 and 1");
        }
    }

    /// <summary>Passes smoothing constants: above 0, at most 1.</summary>
    public static void Smoothing(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be above 0 and at most 1");
        }
    }
}
