using System.Diagnostics;
using Spectre.Console;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>Progress of a replay: a bar on a terminal, a plain line every few seconds elsewhere.</summary>
internal static class ReplayProgress
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    public static T Show<T>(TextWriter notes, Func<Action<long, long>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            var since = Stopwatch.StartNew();
            return work((done, all) =>
            {
                if (since.Elapsed >= Every)
                {
                    notes.WriteLine($"{done} of {all} lines read");
                    since.Restart();
                }
            });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var bar = context.AddTask("replaying", maxValue: 1);
                return work((done, all) => bar.Value(all == 0 ? 1 : (double)done / all));
            });
    }
}
