using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>Opens the ClickHouse a verb writes to, embedded or a server, with its schema up to date.</summary>
internal static class Tables
{
    public static async Task<IClickHouse> OpenAsync(
        Settings settings, EmbeddedStore store, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var tables = new CoalescedInserts(Open(settings, store), TimeProvider.System);
        try
        {
            await Migrator.RunAsync(tables, cancellationToken).ConfigureAwait(false);
            return tables;
        }
        catch
        {
            await tables.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static IClickHouse Open(Settings settings, EmbeddedStore store)
    {
        if (settings.ClickHouseUrl is null)
        {
            return EmbeddedClickHouse.Open(store.ClickHouse, settings.Bind<EmbeddedOptions>("Embedded"));
        }

        return new HttpClickHouse(settings.Bind<HttpClickHouseOptions>("ClickHouse"), TimeProvider.System);
    }
}
