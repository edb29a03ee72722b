using System.CommandLine;
using Fulfillment.Streams.Worker.Commands;

namespace Fulfillment.Streams.Worker.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Done_exits_0() => Assert.Equal((0, ""), await Run(() => { }));

    [Fact]
    public async Task A_usage_error_exits_2_and_points_to_the_help() =>
        Assert.Equal((2, Lines("--x 7: at most 5", "Try 'fulfillment do it --help'.")), await Run(() => throw new UsageException("--x 7: at most 5")));

    [Fact]
    public async Task A_known_failure_exits_1_with_its_message_alone() =>
        Assert.Equal((1, Lines("no such store: run 'fulfillment migrate' first")), await Run(() => throw new FailureException("no such store: run 'fulfillment migrate' first")));

    [Fact]
    public async Task An_unknown_failure_exits_1_with_its_kind_and_no_stack() =>
        Assert.Equal((1, Lines("disk full (IOException)")), await Run(() => throw new IOException("disk full")));

    [Fact]
    public async Task An_unknown_verb_exits_2()
    {
        var (code, error) = await Run(() => { }, "undo");

        Assert.Equal(2, code);
        Assert.Contains("undo", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_at_all_exits_2() => Assert.Equal(2, (await Run(() => { }, [])).Code);

    [Fact]
    public async Task Cancelled_by_the_caller_exits_1_quietly()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var command = new Command("do");
        command.SetAction((_, token) =>
        {
            token.ThrowIfCancellationRequested();
            return Task.FromResult(0);
        });
        var error = new StringWriter();

        var code = await CommandLine.InvokeAsync(new RootCommand { command }, ["do"], new() { Error = error }, cancelled.Token);

        Assert.Equal((1, ""), (code, error.ToString()));
    }

    private static string Lines(params string[] lines) => string.Concat(lines.Select(l => l + Environment.NewLine));

    private static Task<(int Code, string Error)> Run(Action action) => Run(action, "do", "it");

    private static async Task<(int Code, string Error)> Run(Action action, params string[] args)
    {
        var it = new Command("it");
        it.SetAction(_ => action());
        var error = new StringWriter();
        var code = await CommandLine.InvokeAsync(new RootCommand { new Command("do") { it } }, args, new() { Output = TextWriter.Null, Error = error });
        return (code, error.ToString());
    }
}
