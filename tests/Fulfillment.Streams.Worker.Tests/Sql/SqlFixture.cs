using System.Net;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.Worker.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Worker.Tests.Sql;

/// <summary>The SQL endpoint on a port of its own, in front of an embedded store with the schema and one row.</summary>
public sealed class SqlFixture : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("sql-").FullName;
    private EmbeddedClickHouse clickHouse = null!;
    private WebApplication application = null!;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var limits = new EmbeddedOptions { QueryRowsMax = 1_000_000, QueryTimeMax = TimeSpan.FromSeconds(30) };
        clickHouse = EmbeddedClickHouse.Open(directory, limits);
        await Migrator.RunAsync(clickHouse, default);
        await clickHouse.ExecuteAsync("INSERT INTO freshness VALUES ('orders', 0, 1773212399, 1773212400, 5, 1, 0, 0, 2, 1, 0)", default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        application = builder.Build();
        application.MapClickHouseSql(clickHouse, limits, TimeProvider.System);
        await application.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await application.DisposeAsync();
        await clickHouse.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
