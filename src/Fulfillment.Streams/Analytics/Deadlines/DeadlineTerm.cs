using System.Globalization;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>A deadline as a policy writes it: a base and business days after it, for example <c>handling + 5</c>.</summary>
/// <param name="Base">The day it counts from.</param>
/// <param name="Days">Business days, 0 to <see cref="MaxDays"/>.</param>
public readonly record struct DeadlineTerm(DeadlineBase Base, int Days)
{
    /// <summary>The most business days a term or a seller's handling time may have; bounds how far the calendar reaches.</summary>
    public const int MaxDays = 366;

    /// <summary>Reads <c>base + days</c>.</summary>
    /// <param name="text">For example <c>order + 2</c>; bases are order, handling, release and dispatch.</param>
    /// <exception cref="FormatException">The text says something else.</exception>
    public static DeadlineTerm Parse(string text)
    {
        var parts = text.Split('+', StringSplitOptions.TrimEntries);
        if (parts.Length != 2
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            || days > MaxDays)
        {
            throw Wrong(text);
        }

        return new DeadlineTerm(
            parts[0] switch
            {
                "order" => DeadlineBase.Order,
                "handling" => DeadlineBase.Handling,
                "release" => DeadlineBase.Release,
                "dispatch" => DeadlineBase.Dispatch,
                _ => throw Wrong(text),
            },
            days);
    }

    private static FormatException Wrong(string text) =>
        new($"'{text}' is not a deadline: write order, handling, release or dispatch, '+', and 0 to {MaxDays} business days, for example 'order + 2'");
}
