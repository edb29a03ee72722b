using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.ClickHouse.Snapshots;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;
using Fulfillment.Streams.ClickHouseServer;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Snapshots;

namespace Fulfillment.Streams.ClickHouse.Tests.Snapshots;

/// <summary>The contract, over HTTP.</summary>
[Collection(EmbeddedFixture.Name)]
public sealed class HttpSnapshotsTests(EmbeddedFixture embedded) : SnapshotStoreContract, IAsyncLifetime
{
    private StandInServer server = null!;
    private HttpClickHouse clickHouse = null!;

    public async Task InitializeAsync()
    {
        server = await StandInServer.StartAsync(embedded.ClickHouse);
        clickHouse = Client();
        await Migrator.RunAsync(clickHouse, default);
    }

    public async Task DisposeAsync()
    {
        await clickHouse.DisposeAsync();
        await server.DisposeAsync();
    }

    protected override ISnapshotStore Open() => new ClickHouseSnapshots(clickHouse);

    private HttpClickHouse Client() => new(new HttpClickHouseOptions { Url = server.Url, Compress = false }, TimeProvider.System);
}
