using System.CommandLine;
using System.Text.Json;
using Fulfillment.Streams.Worker.Commands;
using Fulfillment.Streams.Worker.Commands.Calc;

namespace Fulfillment.Streams.Worker.Tests.Commands.Calc;

/// <summary>Runs <c>calc</c> as a shell would and gives back what it printed.</summary>
internal static class Calculator
{
    /// <summary>The JSON a verb prints; fails where it does not exit 0.</summary>
    public static async Task<JsonElement> Json(string commandLine)
    {
        var (code, output, error) = await Run(commandLine + " --json");
        Assert.True(code == 0, error);
        Assert.Single(output.TrimEnd().Split('\n'));
        return JsonDocument.Parse(output).RootElement;
    }

    public static async Task<string> Text(string commandLine)
    {
        var (code, output, error) = await Run(commandLine);
        Assert.True(code == 0, error);
        return output;
    }

    /// <summary>The first line of what a wrong command line is told; fails where it does not exit 2.</summary>
    public static async Task<string> Refusal(string commandLine)
    {
        var (code, output, error) = await Run(commandLine);
        Assert.Equal((2, ""), (code, output));
        return error.Split(Environment.NewLine)[0];
    }

    public static async Task<(int Code, string Output, string Error)> Run(string commandLine)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.InvokeAsync(
            new RootCommand { CalcCommand.Create() }, ["calc", .. commandLine.Split(' ')], new() { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }

    public static double Number(this JsonElement answer, string field) => answer.GetProperty(field).GetDouble();

    public static double[] Numbers(this JsonElement answer, string field) =>
        [.. answer.GetProperty(field).EnumerateArray().Select(x => x.GetDouble())];

    public static string[] Fields(this JsonElement answer) => [.. answer.EnumerateObject().Select(f => f.Name)];
}
