using System.Globalization;

namespace Fulfillment.Streams.Mutants.Trials;

/// <summary>What became of one fault.</summary>
/// <param name="KilledBy">The test that failed, or <c>hang</c> or <c>crash</c>; null where the fault survived.</param>
/// <param name="Reason">What the test said.</param>
/// <param name="Took">By the clock.</param>
internal sealed record Verdict(string? KilledBy, string? Reason, TimeSpan Took)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(KilledBy is null ? "SURVIVED" : "killed by " + KilledBy)} in {Took.TotalSeconds:F1} s");
}
