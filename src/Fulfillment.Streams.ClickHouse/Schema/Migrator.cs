using System.Globalization;
using System.Text;
using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Schema;

/// <summary>
/// Brings a database to this program's schema. Steps already recorded are checked, the others applied in order and recorded.
/// Several workers may run it at once, and it may be cut short anywhere: steps are idempotent.
/// </summary>
public static class Migrator
{
    /// <summary>The database that holds everything.</summary>
    public const string Database = "fulfillment";

    private const string Records = $"{Database}.schema_migrations";

    private const string CreateRecords = $"""
        CREATE TABLE IF NOT EXISTS {Records}
        (
            number UInt32 COMMENT 'Place of the step in the order',
            name String COMMENT 'Name of the step''s file',
            checksum String COMMENT 'SHA-256 of the step''s text, hexadecimal',
            applied_at DateTime('UTC') DEFAULT now('UTC') COMMENT 'When the step was applied, UTC'
        )
        ENGINE = ReplacingMergeTree
        ORDER BY number
        COMMENT 'Steps of the schema that were applied'
        """;

    /// <summary>Applies the steps built into this program that <paramref name="clickHouse"/> does not have.</summary>
    /// <exception cref="ClickHouseException">
    /// An applied step's text has changed since (nothing is applied then), or a statement failed; names the step.
    /// </exception>
    public static Task<MigrationReport> RunAsync(IClickHouse clickHouse, CancellationToken cancellationToken) =>
        RunAsync(clickHouse, Migration.BuiltIn(), cancellationToken);

    /// <summary>Applies <paramref name="steps"/>, which have unique ascending numbers.</summary>
    /// <exception cref="ClickHouseException">As above.</exception>
    public static async Task<MigrationReport> RunAsync(IClickHouse clickHouse, IReadOnlyList<Migration> steps, CancellationToken cancellationToken)
    {
        await clickHouse.ExecuteAsync($"CREATE DATABASE IF NOT EXISTS {Database}", cancellationToken).ConfigureAwait(false);
        await clickHouse.ExecuteAsync(CreateRecords, cancellationToken).ConfigureAwait(false);
        var recorded = await RecordedAsync(clickHouse, cancellationToken).ConfigureAwait(false);
        foreach (var step in steps)
        {
            if (recorded.TryGetValue(step.Number, out var record) && record.Checksum != step.Checksum)
            {
                throw Changed(step, record);
            }
        }

        var applied = new List<string>();
        foreach (var step in steps.Where(s => !recorded.ContainsKey(s.Number)))
        {
            await ApplyAsync(clickHouse, step, cancellationToken).ConfigureAwait(false);
            applied.Add(step.Name);
        }

        var known = steps.Select(s => s.Number).ToHashSet();
        return new MigrationReport(
            applied, steps.Count - applied.Count, [.. recorded.Where(r => !known.Contains(r.Key)).Select(r => r.Value.Name)]);
    }

    private static async Task ApplyAsync(IClickHouse clickHouse, Migration step, CancellationToken cancellationToken)
    {
        foreach (var statement in SqlStatements.Split(step.Sql))
        {
            try
            {
                await clickHouse.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
            catch (ClickHouseException failure)
            {
                var beginning = statement[..Math.Min(statement.Length, 80)].ReplaceLineEndings(" ");
                throw new ClickHouseException(failure.Code, $"Migration {step.Name} failed at \"{beginning}…\": {failure.Message}", failure);
            }
        }

        // Last: a step that is not recorded is run again, and that is harmless.
        var values = string.Create(CultureInfo.InvariantCulture, $"({step.Number}, {SqlText.Quote(step.Name)}, '{step.Checksum}')");
        await clickHouse.ExecuteAsync($"INSERT INTO {Records} (number, name, checksum) VALUES {values}", cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Dictionary<int, (string Name, string Checksum)>> RecordedAsync(IClickHouse clickHouse, CancellationToken cancellationToken)
    {
        var query = new ClickHouseQuery($"SELECT number, name, checksum FROM {Records} FINAL ORDER BY number");
        return (await clickHouse.AskAsync(query, cancellationToken).ConfigureAwait(false))
            .Select(line => line.Split('\t'))
            .ToDictionary(f => int.Parse(f[0], CultureInfo.InvariantCulture), f => (f[1], f[2]));
    }

    private static ClickHouseException Changed(Migration step, (string Name, string Checksum) record) => new(
        0,
        $"Migration {step.Name} was applied to this database as {record.Name} with checksum {record.Checksum[..Math.Min(12, record.Checksum.Length)]}…, "
        + $"but this program's has {step.Checksum[..12]}…: an applied migration must not change. "
        + "Use the program version that wrote the database, or an empty store, and make the correction a new migration.");
}
