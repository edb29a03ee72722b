using System.Globalization;
using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>How many records of each topic of a lane the views tell of: <c>v_freshness</c> is written with every flush.</summary>
internal static class WrittenBefore
{
    /// <exception cref="ClickHouseException">The question was not answered.</exception>
    public static async Task<IReadOnlyDictionary<Topic, long>> AskAsync(IClickHouse tables, int lane, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        var query = new ClickHouseQuery(
            FormattableString.Invariant($"SELECT topic, applied + duplicates + late + rejected FROM fulfillment.v_freshness WHERE partition = {lane}"));
        await tables.QueryAsync(query, answer, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(
                cells => TopicNames.All.Single(t => t.Name() == cells[0]),
                cells => long.Parse(cells[1], CultureInfo.InvariantCulture));
    }
}
