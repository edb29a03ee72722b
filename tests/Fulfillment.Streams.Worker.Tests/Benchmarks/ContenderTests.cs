using System.Diagnostics;
using System.Text.Json;
using Fulfillment.Streams.Worker.Tests.EndToEnd;
using Fulfillment.Streams.Worker.Tests.Store;

namespace Fulfillment.Streams.Worker.Tests.Benchmarks;

/// <summary>What <c>eng/bench</c> compares still answers the same questions; how fast is not asked here.</summary>
[Collection(OneStoreAtATime.Name)]
public sealed class ContenderTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Decoders_read_the_same_fields_and_windows_hold_the_same_sums() =>
        Assert.Equal("decoders agree, windows agree", await AnswerAsync("agree", "3000"));

    [Fact]
    public async Task ClickHouse_alone_makes_the_same_views_out_of_the_same_files()
    {
        await FulfillmentProcess.SucceedAsync("generate", "--out", _temp["events"], "--events", "6000", "--seed", "3", "--shops", "4", "--skus", "8", "--days", "3");
        await FulfillmentProcess.SucceedAsync("replay", _temp["events"], "--store", _temp["ours"]);

        var alone = await AnswerAsync("clickhouse-files", _temp["events"], _temp["alone"]);

        Assert.Equal(4, alone.Split('\n').Length);
        Assert.Equal(alone, await AnswerAsync("answer", _temp["ours"]));
    }

    private static async Task<string> AnswerAsync(string contender, params string[] arguments)
    {
        var folder = AppContext.BaseDirectory.Replace("Fulfillment.Streams.Worker.Tests", "Fulfillment.Streams.Benchmarks", StringComparison.Ordinal);
        var program = Path.Combine(folder, "Fulfillment.Streams.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, "contender", contender, .. arguments]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonDocument.Parse(output).RootElement.GetProperty("answer").GetString()!;
    }
}
