using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Fulfillment.Streams.Worker.Commands.Calc;

/// <summary>Options that read numbers strictly: a decimal point, no thousands separators, nothing infinite.</summary>
internal static class CalcOptions
{
    /// <summary>A number that must be given.</summary>
    public static Option<double> Number(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = result => Read(result, ReadNumber),
        HelpName = "number",
    };

    /// <summary>A number that may be left out.</summary>
    public static Option<double?> OptionalNumber(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Read<double?>(result, text => ReadNumber(text)),
        HelpName = "number",
    };

    /// <summary>Numbers between commas, oldest first.</summary>
    public static Option<double[]> Series(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = result => Read(result, text => Items(text).Select(ReadNumber).ToArray()),
        HelpName = "x,x,…",
    };

    /// <summary>Pairs between commas, the two numbers of a pair apart by <paramref name="separator"/>.</summary>
    public static Option<(double Left, double Right)[]> Pairs(string name, char separator, string helpName, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Read(result, text => Items(text).Select(item => ReadPair(item, separator)).ToArray()),
        HelpName = helpName,
    };

    /// <summary>Reads the single value of an option; what is wrong with it becomes a parse error that names the option.</summary>
    public static T? Read<T>(ArgumentResult result, Func<string, T> read)
    {
        var text = result.Tokens[0].Value;
        try
        {
            return read(text);
        }
        catch (FormatException wrong)
        {
            var option = result.Parent is OptionResult parent ? parent.Option.Name : "argument";
            result.AddError($"{option} {text}: {wrong.Message}");
            return default;
        }
    }

    private static string[] Items(string text) => text.Split(',', StringSplitOptions.TrimEntries);

    private static double ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"'{text}' is not a number");

    private static (double Left, double Right) ReadPair(string item, char separator)
    {
        var at = item.IndexOf(separator, StringComparison.Ordinal);
        return at < 0
            ? throw new FormatException($"'{item}' is not a pair of numbers with '{separator}' between them")
            : (ReadNumber(item[..at]), ReadNumber(item[(at + 1)..]));
    }
}
