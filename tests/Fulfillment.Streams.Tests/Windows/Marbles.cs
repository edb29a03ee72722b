using System.Globalization;
using System.Reactive.Subjects;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

using Results = ClockedBatch<WindowResult<string, long>>;

/// <summary>
/// Marble diagrams in event time. Input: batches parted by " - ", each of events <c>key time*amount</c> such as <c>a12*3</c>
/// (amount 1 if absent) and the clock after it such as <c>^10</c> (unchanged if absent); <c>|</c> completes, <c>#</c> fails.
/// Output: per batch the results <c>a[0,10)=3</c>, retractions with <c>~</c> before, <c>.</c> for none.
/// </summary>
internal static partial class Marbles
{
    public static string Play(string input, Func<IObservable<ClockedBatch<Mark>>, IObservable<Results>> build)
    {
        using var source = new Subject<ClockedBatch<Mark>>();
        var output = new List<string>();
        using var subscription = build(source).Subscribe(Recorder(output));
        Play(input, source);
        return string.Join(" - ", output);
    }

    public static void Play(string input, IObserver<ClockedBatch<Mark>> observer)
    {
        var clock = EventTime.None;
        foreach (var part in input.Split(" - "))
        {
            switch (part)
            {
                case "|":
                    observer.OnCompleted();
                    break;
                case "#":
                    observer.OnError(new InvalidOperationException("source failed"));
                    break;
                default:
                    observer.OnNext(Batch(part, ref clock));
                    break;
            }
        }
    }

    public static IObserver<Results> Recorder(List<string> output) => System.Reactive.Observer.Create<Results>(
        batch => output.Add(Describe(batch)),
        error => output.Add($"#{error.Message}"),
        () => output.Add("|"));

    public static string Describe(Results batch)
    {
        if (batch.Events.IsEmpty)
            return ".";
        return string.Join(" ", batch.Events.ToArray().Select(Describe));
    }

    private static string Describe(WindowResult<string, long> result) =>
        $"{(result.Change == WindowChange.Retract ? "~" : "")}{result.Key}[{result.Window.Start},{result.Window.End})={result.Value}";

    private static ClockedBatch<Mark> Batch(string text, ref long clock)
    {
        var events = new List<Mark>();
        foreach (var token in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (token[0] == '^')
            {
                clock = long.Parse(token.AsSpan(1), CultureInfo.InvariantCulture);
                continue;
            }
            var match = EventPattern().Match(token);
            Assert.True(match.Success, $"'{token}' is not an event: write a12 or a12*3.");
            events.Add(new Mark(match.Groups[1].Value, Number(match.Groups[2]), match.Groups[3].Success ? Number(match.Groups[3]) : 1));
        }
        return new ClockedBatch<Mark>(events.ToArray(), clock);
    }

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([a-z]+)(-?\d+)(?:\*(-?\d+))?$")]
    private static partial Regex EventPattern();
}
