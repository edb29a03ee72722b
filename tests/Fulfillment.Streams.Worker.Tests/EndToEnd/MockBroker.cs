using System.Diagnostics;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>Kafka brokers on a TCP port, in a process of their own.</summary>
public sealed class MockBroker : IDisposable
{
    private readonly Process _process;

    public MockBroker(int partitions)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.MockBroker.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--partitions", $"{partitions}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Address = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The mock broker did not start.");
    }

    public string Address { get; }

    /// <summary>Gives an order, such as <c>rtt 5</c>, and waits until it is obeyed.</summary>
    public void Tell(string order)
    {
        _process.StandardInput.WriteLine(order);
        var answer = _process.StandardOutput.ReadLine();
        if (answer != "ok")
        {
            throw new InvalidOperationException($"The mock broker answered '{answer}' to '{order}'.");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
