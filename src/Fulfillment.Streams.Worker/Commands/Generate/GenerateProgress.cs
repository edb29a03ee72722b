using System.Globalization;
using Spectre.Console;

namespace Fulfillment.Streams.Worker.Commands.Generate;

/// <summary>How far it is: a bar that redraws itself on a terminal, a line every tenth elsewhere. Goes beside the output, never into it.</summary>
internal sealed class GenerateProgress(long total, TextWriter error)
{
    private const int Width = 40;
    private readonly bool terminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    private readonly IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
    private long nextTenth = 1;
    private bool drawn;

    public void Report(long done)
    {
        if (terminal)
        {
            var filled = (int)(done * Width / total);
            var bar = new string('━', filled);
            var rest = new string('━', Width - filled);
            console.Markup(string.Create(CultureInfo.InvariantCulture, $"\r[green]{bar}[/][grey]{rest}[/] {done * 100 / total,3} %  {done:N0} of {total:N0} events"));
            drawn = true;
        }
        else if (done * 10 / total >= nextTenth)
        {
            nextTenth = (done * 10 / total) + 1;
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {total} events"));
        }
    }

    public void Done()
    {
        if (!drawn)
            return;

        Report(total);
        error.WriteLine();
    }
}
