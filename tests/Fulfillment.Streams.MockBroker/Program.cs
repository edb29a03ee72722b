using System.Globalization;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.MockBroker;

// usage: Fulfillment.Streams.MockBroker [--partitions N] [--brokers N] [--topics a,b:4,…]
// Starts Kafka brokers for tests and prints their address as the first line. Runs until standard input closes or
// SIGTERM. Lines on standard input, each answered by "ok" or "error …"; without BROKER, all of them:
// down [BROKER] | up [BROKER] | rtt MILLISECONDS [BROKER] | create TOPIC PARTITIONS | leader TOPIC PARTITION BROKER |
// coordinator GROUP BROKER | expire TOPIC PARTITION BEFORE | fail API ERROR TIMES | await API TIMES | heal API.
var partitions = int.Parse(Option("--partitions", "8"), CultureInfo.InvariantCulture);
string[] usual = [.. TopicNames.All.SelectMany(topic => new[] { topic.Name(), topic.Name() + ".dlq" }), "alerts"];
var topics = Option("--topics", string.Join(',', usual)).Split(',', StringSplitOptions.RemoveEmptyEntries);

using var cluster = new MockCluster(int.Parse(Option("--brokers", "1"), CultureInfo.InvariantCulture));
foreach (var topic in topics)
{
    var parts = topic.Split(':');
    cluster.Create(parts[0], parts.Length > 1 ? Number(parts[1]) : partitions);
}

using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Environment.Exit(0));
Console.WriteLine(cluster.Bootstrap);
while (Console.ReadLine() is { } line)
{
    try
    {
        Obey(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Console.WriteLine("ok");
    }
    catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or IndexOutOfRangeException)
    {
        Console.WriteLine($"error {wrong.Message}");
    }
}

void Obey(string[] words)
{
    switch (words[0])
    {
        case "down": cluster.Down(Broker(1)); break;
        case "up": cluster.Up(Broker(1)); break;
        case "rtt": cluster.RoundTrip(Number(words[1]), Broker(2)); break;
        case "create": cluster.Create(words[1], Number(words[2])); break;
        case "leader": cluster.Lead(words[1], Number(words[2]), Number(words[3])); break;
        case "coordinator": cluster.Coordinate(words[1], Number(words[2])); break;
        case "expire": cluster.Expire(words[1], Number(words[2]), Number(words[3])); break;
        case "fail": cluster.Fail((short)Number(words[1]), Number(words[2]), Number(words[3])); break;
        case "await": cluster.Await((short)Number(words[1]), Number(words[2])); break;
        case "heal": cluster.Heal((short)Number(words[1])); break;
        default: throw new InvalidOperationException($"unknown command {words[0]}");
    }

    int? Broker(int at) => words.Length > at ? Number(words[at]) : null;
}

string Option(string name, string otherwise)
{
    var at = Array.IndexOf(args, name);
    return at < 0 ? otherwise : args[at + 1];
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
