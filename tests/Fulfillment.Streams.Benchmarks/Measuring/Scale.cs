using System.Globalization;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>How much is measured.</summary>
/// <param name="IsShort">Smaller inputs, for a smoke run.</param>
/// <param name="Runs">Of every contender; the median counts.</param>
/// <param name="Scratch">A directory for files and stores, deleted at the end.</param>
internal sealed record Scale(bool IsShort, int Runs, string Scratch)
{
    /// <summary>A size in either form.</summary>
    public int Of(int inShort, int inFull) => IsShort ? inShort : inFull;

    /// <summary>A directory for one run's store; not made.</summary>
    public string Store(string name, int run) => Path.Combine(Scratch, string.Create(CultureInfo.InvariantCulture, $"{name}-{run}"));
}
