using System.CommandLine;
using Fulfillment.Streams.ClickHouse;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>
/// <c>query</c>: runs a read-only statement on an embedded store or a server and prints the answer. While a worker holds the
/// store, the worker's SQL endpoint is asked instead.
/// </summary>
public static class QueryCommand
{
    /// <summary>Builds the verb.</summary>
    public static Command Create()
    {
        var sql = new Argument<string>("SQL") { Description = "One statement that reads; names without a database mean fulfillment." };
        var format = new Option<string>("--format") { Description = "Any ClickHouse output format.", HelpName = "FORMAT", DefaultValueFactory = _ => "TabSeparated" };
        var json = new Option<bool>("--json") { Description = "The same as --format JSON." };
        var target = new StoreTarget();
        var command = new Command("query", "Runs SQL that reads, on an embedded store or a server.") { sql, format, json };
        target.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, target, new ClickHouseQuery(parsed.GetValue(sql)!, parsed.GetValue(json) ? "JSON" : parsed.GetValue(format)!), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, StoreTarget target, ClickHouseQuery query, CancellationToken cancellationToken)
    {
        try
        {
            await using var opened = target.Open(parsed, "query", create: false, throughOwner: true);
            await using var output = CommandOutput.Bytes(parsed.InvocationConfiguration.Output);
            await opened.ClickHouse.QueryAsync(query, output, cancellationToken).ConfigureAwait(false);
            return CommandLine.Success;
        }
        catch (ClickHouseException error)
        {
            throw new FailureException(error.Message, error);
        }
    }
}
