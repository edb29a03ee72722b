using System.CommandLine;
using Fulfillment.Streams.Worker.Configuration;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>Options that several verbs share, each standing for one setting.</summary>
internal static class CommonOptions
{
    public static Option<string?> Store() => new("--store")
    {
        HelpName = "dir",
        Description = "Directory of the embedded store (setting Store).",
    };

    public static Option<string?> Kafka() => new("--kafka")
    {
        HelpName = "host:port,…",
        Description = "Kafka brokers instead of the embedded log (setting Kafka:BootstrapServers).",
    };

    public static Option<string?> ClickHouse() => new("--clickhouse")
    {
        HelpName = "url",
        Description = "A ClickHouse server instead of the embedded one (setting ClickHouse:Url).",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object." };

    /// <summary>The settings of a verb, its options laid over file and environment.</summary>
    public static Settings Load(ParseResult parsed, params (string Key, Option<string?> Option)[] options) =>
        Settings.Load(options.Select(o => (o.Key, parsed.GetValue(o.Option))));
}
