using System.Text;

namespace Fulfillment.Streams.ClickHouse;

/// <summary>Short answers as text.</summary>
public static class AnswerLines
{
    /// <summary>The lines of a query's answer, which is held in memory whole; empty lines are left out.</summary>
    /// <exception cref="ClickHouseException">The query was not answered.</exception>
    public static async Task<string[]> AskAsync(this IClickHouse clickHouse, ClickHouseQuery query, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        await clickHouse.QueryAsync(query, answer, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
