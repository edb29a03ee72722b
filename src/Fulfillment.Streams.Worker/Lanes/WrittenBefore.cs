using System.Globalization;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>How many records of each topic of a lane the views tell of: <c>v_freshness</c> is written with every flush.</summary>
internal static class WrittenBefore
{
    /// <exception cref="ClickHouseException">The question was not answered.</exception>
    public static async Task<IReadOnlyDictionary<Topic, long>> AskAsync(IClickHouse tables, int lane, CancellationToken cancellationToken)
    {
        var query = new ClickHouseQuery(
            FormattableString.Invariant($"SELECT topic, applied + duplicates + late + rejected FROM fulfillment.v_freshness WHERE partition = {lane}"));
        return (await tables.AskAsync(query, cancellationToken).ConfigureAwait(false))
            .Select(line => line.Split('\t'))
            .ToDictionary(
                cells => TopicNames.All.Single(t => t.Name() == cells[0]),
                cells => long.Parse(cells[1], CultureInfo.InvariantCulture));
    }
}
