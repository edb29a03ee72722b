using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.ClickHouse.Snapshots;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Snapshots;

namespace Fulfillment.Streams.ClickHouse.Tests.Snapshots;

/// <summary>The contract, on the embedded ClickHouse.</summary>
[Collection(EmbeddedFixture.Name)]
public sealed class EmbeddedSnapshotsTests(EmbeddedFixture embedded) : SnapshotStoreContract, IAsyncLifetime
{
    public Task InitializeAsync() => Migrator.RunAsync(embedded.ClickHouse, default);

    public Task DisposeAsync() => Task.CompletedTask;

    protected override ISnapshotStore Open() => new ClickHouseSnapshots(embedded.ClickHouse);
}
