using System.Globalization;
using Fulfillment.Streams.Benchmarks.Reporting;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>Seconds as rates, and numbers as people write them.</summary>
internal static class Rates
{
    /// <summary>So many things per second.</summary>
    public static Reading PerSecond(this Reading seconds, double amount, string contender, string unit) =>
        new(contender, unit, [.. seconds.Runs.Select(s => amount / s)]);

    /// <summary>Millions with two places: <c>1.25 M</c>.</summary>
    public static string Millions(this double number) => string.Create(CultureInfo.InvariantCulture, $"{number / 1e6:0.00} M");

    /// <summary>One place, or none from 100 on.</summary>
    public static string Text(this double number) => number.ToString(Math.Abs(number) < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>How often one fits into another: <c>3.1×</c>.</summary>
    public static string Times(this double ratio) => ratio.Text() + "×";

    /// <summary>Median and spread of all runs, for notes.</summary>
    public static string Spread(this Reading reading) => string.Create(
        CultureInfo.InvariantCulture, $"{reading.Contender} {reading.Median.Text()} {reading.Unit} ({reading.Least.Text()} to {reading.Greatest.Text()})");
}
