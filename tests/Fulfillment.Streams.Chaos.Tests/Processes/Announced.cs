using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Tests.EndToEnd;

namespace Fulfillment.Streams.Chaos.Tests.Processes;

/// <summary>What a worker process has said of itself so far, and questions to it.</summary>
internal static partial class Announced
{
    private static readonly HttpClient Http = new();

    /// <summary>Where it takes events; null while it does not.</summary>
    public static Uri? Page(this FulfillmentProcess worker) => Address(PageLine().Match(worker.Output));

    /// <summary>Where it answers SQL; null while it does not.</summary>
    public static Uri? Sql(this FulfillmentProcess worker) => Address(SqlLine().Match(worker.Output));

    /// <summary>How many lanes it has opened, those it has closed since included.</summary>
    public static int Opened(this FulfillmentProcess worker) => OpenedLine().Count(worker.Errors);

    /// <summary>Waits until it takes events and, on an embedded store, questions.</summary>
    public static Task AnswersAsync(this FulfillmentProcess worker) =>
        worker.UntilAsync(() => Task.FromResult(worker.Output.Contains("\nStore ", StringComparison.Ordinal)), "it said its addresses");

    /// <summary>The answer to SQL; empty where it cannot answer now.</summary>
    public static async Task<string> AskAsync(this FulfillmentProcess worker, string sql)
    {
        using var question = new StringContent(sql);
        using var answer = await Http.PostAsync(worker.Sql(), question);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : "";
    }

    private static Uri? Address(Match line) => line.Success ? new Uri(line.Groups[1].Value) : null;

    [GeneratedRegex(@"Page +(\S+)\n")]
    private static partial Regex PageLine();

    [GeneratedRegex(@"SQL +(\S+)\n")]
    private static partial Regex SqlLine();

    [GeneratedRegex("Lane [0-9]+ opened")]
    private static partial Regex OpenedLine();
}
