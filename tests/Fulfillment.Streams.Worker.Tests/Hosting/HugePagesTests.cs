using System.Globalization;
using Fulfillment.Streams.Worker.Hosting;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Worker.Tests.Hosting;

public sealed class HugePagesTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [HugePagesTheory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_worker_asks_for_huge_pages_unless_told_not_to(string asks)
    {
        using var worker = new FulfillmentProcess(
            [("Fulfillment__HugePages", asks)], "run", "--store", _temp["store"], "--http", "http://127.0.0.1:0", "--sql", "http://127.0.0.1:0");
        await worker.UntilAsync(() => Task.FromResult(worker.Output.Contains("\nStore ", StringComparison.Ordinal)), "it said its addresses");

        var asked = Asked(worker.Id);
        Assert.True(asks == "true" ? asked >= 1L << 28 : asked == 0, $"{asked:N0} bytes of address space are marked.");

        worker.Interrupt();
        await worker.ExitAsync();
        Assert.Equal(0, worker.ExitCode);
    }

    [HugePagesFact]
    public void A_process_that_asked_goes_on_using_its_heap()
    {
        Assert.True(HugePages.Ask(new()) > 0);
        Assert.Equal(200L << 20, Enumerable.Range(0, 200).Select(_ => new byte[1 << 20]).ToList().Sum(a => a.LongLength));
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // gives memory back
        Assert.Equal(200L << 20, Enumerable.Range(0, 200).Select(_ => new byte[1 << 20]).ToList().Sum(a => a.LongLength));
    }

    // Mappings without rights are of no use to the engine's own allocator: those that it marks are open, and smaller than this.
    private static long Asked(int process)
    {
        long size = 0, asked = 0;
        foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/smaps")))
        {
            if (line.StartsWith("Size:", StringComparison.Ordinal))
            {
                size = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
            }
            else if (line.StartsWith("VmFlags:", StringComparison.Ordinal) && line.Contains(" hg", StringComparison.Ordinal) && size >= 1L << 28)
            {
                asked += size;
            }
        }

        return asked;
    }
}
