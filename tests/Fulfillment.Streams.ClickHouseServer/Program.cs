using System.Globalization;
using System.Runtime.InteropServices;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouseServer;

// usage: Fulfillment.Streams.ClickHouseServer --store DIR [--port N]
// Starts a ClickHouse server for tests, the embedded engine behind ClickHouse's HTTP interface, and prints its address as
// the first line. Runs until standard input closes or SIGTERM. Lines on standard input, each answered by "ok …" or "error …":
//   down | up                  connections break and are refused, until up
//   fail STATUS CODE TIMES     so many inserts are answered with an error and not applied; CODE 0 is none of ClickHouse's
//   silent TIMES               applied and never answered
//   reset TIMES | reset-after TIMES   the connection is reset before or after applying
//   slow MS                    every insert takes so much longer; 0 ends it
//   odds P | seed S            a fault of any kind with probability P per insert, repeatable by seed
//   count                      how many faults there were, in all and of each kind
var store = Option("--store") ?? throw new ArgumentException("--store DIR is missing");
var plan = new FaultPlan();
using var port = new HeldPort(Number(Option("--port") ?? "0"));
await using var engine = EmbeddedClickHouse.Open(store, new EmbeddedOptions { WritersMax = 32 }); // a server does not make them wait
StandInServer? server = await StartAsync();

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
Console.WriteLine(server.Url);
while (Console.ReadLine() is { } line)
{
    try
    {
        Console.WriteLine($"ok {await ObeyAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries))}".TrimEnd());
    }
    catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or IndexOutOfRangeException or IOException)
    {
        Console.WriteLine($"error {wrong.Message}");
    }
}

await StopAsync();

async Task<string> ObeyAsync(string[] words)
{
    switch (words[0])
    {
        case "down": await StopAsync(); break;
        case "up": server ??= await StartAsync(); break;
        case "fail":
            var (status, code) = (Number(words[1]), Number(words[2]));
            var text = code == 0 ? "a fault of the test" : $"Code: {code}. DB::Exception: A fault of the test.";
            plan.Order(words[code == 0 ? 1 : 2], InjectedFault.Error(status, code, text), Number(words[3]));
            break;
        case "silent": plan.Order(words[0], InjectedFault.SilentAfterApplying(), Number(words[1])); break;
        case "reset": plan.Order(words[0], InjectedFault.Reset(), Number(words[1])); break;
        case "reset-after": plan.Order(words[0], InjectedFault.ResetAfterApplying(), Number(words[1])); break;
        case "slow": plan.Delay(TimeSpan.FromMilliseconds(Number(words[1]))); break;
        case "odds": plan.Chance(double.Parse(words[1], CultureInfo.InvariantCulture)); break;
        case "seed": plan.Seed(Number(words[1])); break;
        case "count": return plan.Count;
        default: throw new InvalidOperationException($"unknown command {words[0]}");
    }

    return "";
}

Task<StandInServer> StartAsync() => StandInServer.StartAsync(engine, port.Port, plan.Next);

async Task StopAsync()
{
    if (server is not null)
    {
        await server.DisposeAsync();
        server = null;
    }
}

string? Option(string name)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? null : args[at + 1];
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
