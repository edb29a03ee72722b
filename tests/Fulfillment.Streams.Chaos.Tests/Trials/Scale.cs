using System.Globalization;

namespace Fulfillment.Streams.Chaos.Tests.Trials;

/// <summary>How much is tried, and from which seed. All of it comes from the environment, which eng/chaos sets.</summary>
internal static class Scale
{
    /// <summary>Whether to reach the bars (FULFILLMENT_CHAOS=full) or only to try a part, quickly.</summary>
    public static bool IsFull { get; } = Variable("FULFILLMENT_CHAOS") switch
    {
        null or "short" => false,
        "full" => true,
        var other => throw new InvalidOperationException($"FULFILLMENT_CHAOS is '{other}'; say short or full."),
    };

    /// <summary>The one case to run (FULFILLMENT_CHAOS_CASE), from its seed; null for all.</summary>
    public static int? OnlyCase { get; } = Number("FULFILLMENT_CHAOS_CASE");

    /// <summary>What a line says about the form it was measured in.</summary>
    public static string Form => OnlyCase is not null ? "case" : IsFull ? "full" : "short";

    /// <summary>
    /// The seed of the first case, the next has the next (FULFILLMENT_CHAOS_SEED). Without one, the short form always takes
    /// the same, so that a build that passed passes again, and the full form takes one by chance.
    /// </summary>
    public static int Seed { get; } = OnlyCase ?? Number("FULFILLMENT_CHAOS_SEED") ?? (IsFull ? Random.Shared.Next(1_000_000_000) : 1);

    /// <summary>How long to soak (FULFILLMENT_CHAOS_SOAK, as hh:mm:ss); 10 minutes in the full form and a few seconds in the short one.</summary>
    public static TimeSpan Soak { get; } = Variable("FULFILLMENT_CHAOS_SOAK") is { } soak
        ? TimeSpan.Parse(soak, CultureInfo.InvariantCulture)
        : IsFull ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(5);

    /// <summary>A number that depends on the form.</summary>
    public static int Of(int inShort, int inFull) => OnlyCase is not null ? 1 : IsFull ? inFull : inShort;

    private static int? Number(string name) => Variable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
