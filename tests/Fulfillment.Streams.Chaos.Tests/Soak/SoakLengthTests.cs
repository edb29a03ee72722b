using System.Diagnostics;
using Fulfillment.Streams.Tests.Tidy;

namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>What <c>eng/chaos --soak</c> takes: it once ended with an error of the shell, whatever it was given.</summary>
public sealed class SoakLengthTests
{
    [Theory]
    [InlineData("600s", "600")]
    [InlineData("10m", "600")]
    [InlineData("08m", "480")]
    [InlineData("1h", "3600")]
    [InlineData("h", null)]
    [InlineData("10", null)]
    [InlineData("1d", null)]
    [InlineData("1h30m", null)]
    public async Task A_length_of_time_is_so_many_seconds(string length, string? seconds)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", "source eng/env.sh && seconds_of \"$1\"", "soak", length])
        {
            WorkingDirectory = Repository.Root, RedirectStandardOutput = true,
        })!;
        var printed = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.Equal((seconds is null, seconds ?? ""), (shell.ExitCode != 0, printed.Trim()));
    }
}
