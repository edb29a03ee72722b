using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>How far each input has come, and what happened to its events.</summary>
internal sealed class Freshness(ViewReader views, PageOptions options, TimeProvider time)
{
    /// <summary>An input with nothing waiting that is so far behind the newest is quiet, and holds no view back.</summary>
    private static readonly TimeSpan QuietAfter = TimeSpan.FromMinutes(5);

    private const string Sql = """
        SELECT topic, partition,
               if(toUnixTimestamp(clock) = 0, NULL, clock) AS clock,
               if(toUnixTimestamp(assumeNotNull(last_event_at)) = 0, NULL, last_event_at) AS last_event_at,
               applied, duplicates, late, rejected, if(lag < 0, NULL, lag) AS lag
        FROM fulfillment.v_freshness
        ORDER BY topic, partition
        """;

    public async Task<JsonHttpResult<FreshnessAnswer>> GetAsync(CancellationToken cancellationToken) =>
        TypedResults.Json(await ReadAsync(cancellationToken).ConfigureAwait(false), PageJson.Default.FreshnessAnswer);

    /// <summary>All partitions, and per topic how far it is complete.</summary>
    public async Task<FreshnessAnswer> ReadAsync(CancellationToken cancellationToken)
    {
        var partitions = await RowsAsync(cancellationToken).ConfigureAwait(false);
        var newest = partitions.Max(p => p.Clock);
        var topics = partitions.GroupBy(p => p.Topic).Select(topic => Sum(topic, newest)).ToList();
        return new FreshnessAnswer(topics.Min(t => t.CompleteThrough), topics, partitions);
    }

    /// <summary>The shop's now and today; the wall clock's while no input has a clock.</summary>
    public async Task<ShopClock> ClockAsync(string shop, CancellationToken cancellationToken)
    {
        var partitions = await RowsAsync(cancellationToken).ConfigureAwait(false);
        var now = partitions.Max(p => p.Clock) ?? time.GetUtcNow();
        return new ShopClock(now.ToUnixTimeMilliseconds(), options.Calendar(shop));
    }

    private Task<IReadOnlyList<PartitionFreshness>> RowsAsync(CancellationToken cancellationToken) =>
        views.RowsAsync(Sql, PageJson.Default.PartitionFreshness, new Dictionary<string, string>(), cancellationToken);

    private static TopicFreshness Sum(IGrouping<string, PartitionFreshness> topic, DateTimeOffset? newest) => new(
        topic.Key,
        topic.Min(p => CompleteThrough(p, newest)),
        topic.Max(p => p.LastEventAt),
        topic.Sum(p => p.Applied),
        topic.Sum(p => p.Duplicates),
        topic.Sum(p => p.Late),
        topic.Sum(p => p.Rejected),
        topic.Any(p => p.Lag is null) ? null : topic.Sum(p => p.Lag));

    // A partition without a clock has seen nothing yet and holds nothing back. A quiet one has had all there is.
    private static DateTimeOffset? CompleteThrough(PartitionFreshness partition, DateTimeOffset? newest) =>
        partition.Lag == 0 && partition.Clock < newest - QuietAfter ? newest : partition.Clock;
}

/// <summary>One partition of one input, as <c>v_freshness</c> has it; lag is null where it is unknown.</summary>
internal sealed record PartitionFreshness(
    string Topic, int Partition, DateTimeOffset? Clock, DateTimeOffset? LastEventAt, long Applied, long Duplicates, long Late, long Rejected, long? Lag);

/// <summary>One input: its partitions' sums, and the earliest clock of those that are not quiet; the newest of all where all are.</summary>
internal sealed record TopicFreshness(
    string Topic, DateTimeOffset? CompleteThrough, DateTimeOffset? LastEventAt, long Applied, long Duplicates, long Late, long Rejected, long? Lag);

/// <summary>How far everything is complete, per topic and per partition.</summary>
internal sealed record FreshnessAnswer(
    DateTimeOffset? CompleteThrough, IReadOnlyList<TopicFreshness> Topics, IReadOnlyList<PartitionFreshness> Partitions);
