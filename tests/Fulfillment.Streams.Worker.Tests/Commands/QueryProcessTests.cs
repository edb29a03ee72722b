using System.Diagnostics;
using Fulfillment.Streams.Worker.Store;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Worker.Tests.Commands;

/// <summary>The program as a process of its own: bytes on its standard output, its exit code, its lock.</summary>
public sealed class QueryProcessTests : IDisposable
{
    private readonly string store = Directory.CreateTempSubdirectory("process-").FullName;

    public void Dispose() => Directory.Delete(store, recursive: true);

    [Fact]
    public async Task Binary_answers_reach_standard_output_untouched_and_a_held_store_is_refused()
    {
        Assert.Equal(0, (await RunAsync("migrate", "--store", store)).Code);
        Assert.Equal((0, "FF00C3"), await RunAsync("query", "SELECT 255::UInt8, 0::UInt8, 195::UInt8", "--store", store, "--format", "RowBinary"));

        using (StoreLock.Acquire(store, "run"))
        {
            Assert.Equal((1, ""), await RunAsync("query", "SELECT 1", "--store", store));
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", FulfillmentProcess.Program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var output = new MemoryStream();
        await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(output, deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, args[0] == "migrate" ? "" : Convert.ToHexString(output.ToArray()));
    }
}
