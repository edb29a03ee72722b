namespace Fulfillment.Streams.ClickHouse.Schema;

/// <summary>What a run of the <see cref="Migrator"/> found and did.</summary>
/// <param name="Applied">Steps applied now, in order.</param>
/// <param name="Present">Number of steps that had been applied before.</param>
/// <param name="Unknown">Steps in the database that this program does not know, because a newer one wrote them.</param>
public sealed record MigrationReport(IReadOnlyList<string> Applied, int Present, IReadOnlyList<string> Unknown);
