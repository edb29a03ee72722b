using System.CommandLine;
using System.Text.Json;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Schema;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary><c>migrate</c>: brings the schema of an embedded store or a server to this program's.</summary>
public static class MigrateCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Prints {applied, present, unknown}." };
        var target = new StoreTarget();
        var command = new Command("migrate", "Creates or updates the tables and views, on an embedded store or a server.") { json };
        target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, target, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, StoreTarget target, bool json, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        try
        {
            await using var opened = target.Open(parsed, "migrate", create: true, throughOwner: false);
            var report = await Migrator.RunAsync(opened.ClickHouse, cancellationToken).ConfigureAwait(false);
            await output.WriteLineAsync(json ? JsonSerializer.Serialize(report, Json) : Text(report)).ConfigureAwait(false);
            return CommandLine.Success;
        }
        catch (ClickHouseException error)
        {
            throw new FailureException(error.Message, error);
        }
    }

    private static string Text(MigrationReport report)
    {
        var lines = report.Applied.Select(name => $"applied {name}").ToList();
        lines.AddRange(report.Unknown.Select(name => $"unknown {name}: written by a newer version of this program"));
        lines.Add($"{report.Applied.Count} applied, {report.Present} present before");
        return string.Join(Environment.NewLine, lines);
    }
}
