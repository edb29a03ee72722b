using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;

namespace Fulfillment.Streams.ClickHouse.Tests.Schema;

[Collection(EmbeddedFixture.Name)]
public sealed class MigratorTests(EmbeddedFixture embedded) : IAsyncLifetime
{
    private static readonly Migration Ninety = new("9001_ninety.sql", "CREATE TABLE IF NOT EXISTS fulfillment.ninety (a UInt8) ENGINE = MergeTree ORDER BY a;");

    public Task InitializeAsync() => Migrator.RunAsync(embedded.ClickHouse, default);

    public async Task DisposeAsync()
    {
        await embedded.ClickHouse.ExecuteAsync("ALTER TABLE schema_migrations DELETE WHERE number > 9000 SETTINGS mutations_sync = 1", default);
        await embedded.ClickHouse.ExecuteAsync("DROP TABLE IF EXISTS ninety", default);
    }

    [Fact]
    public async Task Running_it_again_applies_nothing()
    {
        var again = await Migrator.RunAsync(embedded.ClickHouse, default);

        Assert.Empty(again.Applied);
        Assert.Equal(Migration.BuiltIn().Count, again.Present);
    }

    [Fact]
    public async Task A_new_step_is_applied_once_and_recorded_with_its_checksum()
    {
        var first = await Migrator.RunAsync(embedded.ClickHouse, [Ninety], default);
        var second = await Migrator.RunAsync(embedded.ClickHouse, [Ninety], default);

        Assert.Equal(["9001_ninety"], first.Applied);
        Assert.Empty(second.Applied);
        Assert.Contains("0001_orders", second.Unknown);
        Assert.Equal($"9001_ninety\t{Ninety.Checksum}\n", await embedded.AskAsync("SELECT name, checksum FROM schema_migrations WHERE number = 9001"));
    }

    [Fact]
    public async Task A_changed_step_is_refused_by_name_before_anything_is_applied()
    {
        await Migrator.RunAsync(embedded.ClickHouse, [Ninety], default);
        var changed = new Migration("9001_ninety.sql", Ninety.Sql + "\n-- changed");
        var earlier = new Migration("9000_earlier.sql", "CREATE TABLE fulfillment.earlier (a UInt8) ENGINE = Memory;");

        var refused = await Assert.ThrowsAsync<ClickHouseException>(() => Migrator.RunAsync(embedded.ClickHouse, [earlier, changed], default));

        Assert.StartsWith("Migration 9001_ninety was applied to this database as 9001_ninety with checksum", refused.Message, StringComparison.Ordinal);
        Assert.Equal("0\n", await embedded.AskAsync("EXISTS TABLE earlier"));
    }

    [Fact]
    public async Task A_step_cut_short_is_run_again_whole()
    {
        var torn = new Migration("9001_ninety.sql", Ninety.Sql + "\nSELECT throwIf(1);");

        var failed = await Assert.ThrowsAsync<ClickHouseException>(() => Migrator.RunAsync(embedded.ClickHouse, [torn], default));
        var repaired = await Migrator.RunAsync(embedded.ClickHouse, [Ninety], default);

        Assert.StartsWith("Migration 9001_ninety failed at \"SELECT throwIf(1)…\": Code: 395.", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["9001_ninety"], repaired.Applied);
    }

    [Fact]
    public void Line_ends_do_not_change_a_checksum() =>
        Assert.Equal(Ninety.Checksum, new Migration("9001_ninety.sql", Ninety.Sql.Replace("\n", "\r\n", StringComparison.Ordinal)).Checksum);

    [Fact]
    public void Steps_built_in_have_unique_ascending_numbers()
    {
        var numbers = Migration.BuiltIn().Select(m => m.Number).ToArray();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }
}
