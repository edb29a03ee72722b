using System.CommandLine;
using Fulfillment.Streams.Worker.Configuration;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>The options of <c>run</c> and <c>demo</c>.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<string?> _kafka = CommonOptions.Kafka();
    private readonly Option<string?> _clickhouse = CommonOptions.ClickHouse();
    private readonly Option<string?> _http = new("--http") { HelpName = "url", Description = "Address of page, API and metrics (setting Http:Url)." };
    private readonly Option<string?> _sql = new("--sql") { HelpName = "url", Description = "Address of the SQL endpoint (setting Http:SqlUrl)." };
    private readonly Option<string?> _lanes = new("--lanes") { HelpName = "n", Description = "Lanes of a new embedded store (setting Lanes)." };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { _store, _kafka, _clickhouse, _http, _sql, _lanes })
        {
            command.Add(option);
        }
    }

    public Settings Load(ParseResult parsed) => CommonOptions.Load(
        parsed, ("Store", _store), ("Kafka:BootstrapServers", _kafka), ("ClickHouse:Url", _clickhouse),
        ("Http:Url", _http), ("Http:SqlUrl", _sql), ("Lanes", _lanes));
}
