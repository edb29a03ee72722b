using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Reporting;
using Fulfillment.Streams.Chaos.Tests.Trials;

namespace Fulfillment.Streams.Chaos.Tests.Kills;

/// <summary>The line of R2: every set-up adds its kills to it.</summary>
internal static class KillLine
{
    private static readonly List<string> Parts = [];
    private static readonly Stopwatch Watch = Stopwatch.StartNew();
    private static int _kills;
    private static bool _met = true;

    /// <summary>Adds the kills of one set-up and records the line as it stands.</summary>
    public static void Add(string setUp, Survival survival, bool met)
    {
        _kills += survival.Killed;
        _met &= met;
        Parts.Add($"{setUp}: {survival}");
        Report.Record(
            "R2",
            string.Create(CultureInfo.InvariantCulture, $"{_kills:N0} kills, {(_met ? "0 lost, 0 doubled" : "views or counters differ")}"),
            _met && (!Scale.IsFull || _kills >= Bar), _kills, Scale.Seed, Watch.Elapsed.TotalSeconds, string.Join("; ", Parts));
    }

    private const int Bar = 200;
}
