using System.Diagnostics;
using System.Globalization;

namespace Fulfillment.Streams.Worker.Tests.EndToEnd;

/// <summary>
/// A ClickHouse server on a TCP port, in a process of its own, which does wrong what it is told to: the commands are listed
/// in its Program.cs. Tables are in a directory that others may open once it is disposed.
/// </summary>
public sealed class ClickHouseProcess : IDisposable
{
    private static readonly HttpClient Http = new();
    private readonly Process _process;

    /// <summary>Starts it on a directory, made where missing, and a port of the system's choice.</summary>
    public ClickHouseProcess(string store)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Fulfillment.Streams.ClickHouseServer.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--store", store, "--port", "0"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Url = new Uri(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The ClickHouse server did not start."));
    }

    /// <summary>Where it answers HTTP, while it is not down.</summary>
    public Uri Url { get; }

    /// <summary>How many faults it has injected.</summary>
    public int Faults => int.Parse(Command("count").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Tells it something, such as <c>down</c> or <c>fail 500 252 3</c>, and gives its answer.</summary>
    public string Command(string command)
    {
        _process.StandardInput.WriteLine(command);
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The ClickHouse server ended at '{command}'.");
        return answer.StartsWith("ok", StringComparison.Ordinal) ? answer[2..].Trim() : throw new ArgumentException($"'{command}': {answer}", nameof(command));
    }

    /// <summary>The answer to a query, tab-separated.</summary>
    public async Task<string> AskAsync(string sql)
    {
        using var question = new StringContent(sql);
        using var answer = await Http.PostAsync(new Uri(Url, "?database=fulfillment&default_format=TabSeparated&readonly=1"), question);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Ends it; its tables are closed in order.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(30_000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
