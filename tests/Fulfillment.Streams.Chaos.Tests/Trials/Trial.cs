using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Reporting;

namespace Fulfillment.Streams.Chaos.Tests.Trials;

/// <summary>
/// Tries a property in many cases, all cores at once, and records its line:
/// <c>Trial.Of("R3", inShort: 200, inFull: 10_000).Run(c =&gt; …).Record()</c>. A case that throws is a difference.
/// </summary>
internal sealed class Trial
{
    private const int Shown = 3;
    private readonly string _id;
    private readonly int _cases;
    private readonly ConcurrentQueue<(int Seed, Exception Why)> _different = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private Trial(string id, int cases) => (_id, _cases) = (id, cases);

    /// <summary>How many cases there are.</summary>
    public int Count => _cases;

    /// <summary>A trial of a property, with so many cases in the short form and in the full one.</summary>
    public static Trial Of(string id, int inShort, int inFull) => new(Guarantee.Of(id).Id, Scale.Of(inShort, inFull));

    /// <summary>Runs every case. Cases run at the same time and share nothing.</summary>
    public Trial Run(Action<Case> body)
    {
        Parallel.For(0, _cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var one = new Case(unchecked(Scale.Seed + number));
            try
            {
                body(one);
            }
#pragma warning disable CA1031 // whatever went wrong, it is this case's failure, and the others count on
            catch (Exception why)
#pragma warning restore CA1031
            {
                _different.Enqueue((one.Seed, why));
            }
        });
        return this;
    }

    /// <summary>Records the line, then fails with the first cases that differ and how to run one alone.</summary>
    /// <param name="figure">What was reached; the number of cases and differences where nothing is given.</param>
    /// <param name="met">Whether figures other than the number of differences reach the bar.</param>
    /// <param name="note">What a reader of the figure must know.</param>
    public void Record(string? figure = null, bool met = true, string? note = null)
    {
        var counted = string.Create(CultureInfo.InvariantCulture, $"{_cases:N0} cases, {_different.Count:N0} differences");
        var line = figure is null ? counted : _different.IsEmpty ? figure : $"{figure}; {counted}";
        Report.Record(_id, line, met && _different.IsEmpty, _cases, Scale.Seed, _watch.Elapsed.TotalSeconds, note);
        var shown = _different.OrderBy(d => d.Seed).Take(Shown).Select(d => $"case {d.Seed}: {d.Why.Message}\n{d.Why.StackTrace}").ToArray();
        Assert.True(_different.IsEmpty,
            $"{counted}. One alone: eng/chaos --only {_id} --case {_different.Select(d => d.Seed).FirstOrDefault()}\n{string.Join("\n\n", shown)}");
        Assert.True(met, $"{_id} does not reach its bar: {line}; seed {Scale.Seed}");
    }
}
