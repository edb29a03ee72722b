using System.Net;
using System.Net.Sockets;
using System.Text;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.Kafka;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Hosting;

namespace Fulfillment.Streams.Worker.Doctor;

/// <summary>The checks that apply to a worker's settings.</summary>
internal static class Checks
{
    private const long LeastFree = 1L << 30;

    public static IEnumerable<Check> For(Settings settings)
    {
        yield return new Check("store", _ => Task.FromResult(Store(settings)));
        yield return new Check("disk", _ => Task.FromResult(Disk(settings)));
        yield return settings.ClickHouseUrl is null
            ? new Check("ClickHouse", token => EmbeddedAsync(token))
            : new Check("ClickHouse", token => ServerAsync(settings, token));
        if (settings.UsesKafka)
        {
            yield return new Check("Kafka", token => KafkaAsync(settings.Options.Kafka, token));
        }

        yield return new Check("page", _ => Task.FromResult(Free(settings.Options.Http.Url, "Http:Url", "--http")));
        if (settings.ClickHouseUrl is null)
        {
            yield return new Check("SQL", _ => Task.FromResult(Free(settings.Options.Http.SqlUrl, "Http:SqlUrl", "--sql")));
        }
    }

    private static string Store(Settings settings)
    {
        using var store = WorkerStore.Open(settings, "doctor");
        return $"{store.Directory}, {store.Lanes} lanes";
    }

    private static string Disk(Settings settings)
    {
        var free = new DriveInfo(Path.GetFullPath(settings.Options.Store)).AvailableFreeSpace;
        return free >= LeastFree ? $"{free >> 30} GiB free" : throw new InvalidOperationException(
            $"{free >> 20} MiB free below {Path.GetFullPath(settings.Options.Store)}; free at least 1 GiB or choose another --store.");
    }

    private static async Task<string> EmbeddedAsync(CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("fulfillment-doctor-").FullName;
        try
        {
            var engine = EmbeddedClickHouse.Open(scratch, new EmbeddedOptions());
            await using (engine.ConfigureAwait(false))
            {
                return "embedded, version " + await VersionAsync(engine, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<string> ServerAsync(Settings settings, CancellationToken cancellationToken)
    {
        var options = settings.Bind<HttpClickHouseOptions>("ClickHouse");
        options.RetriesMax = 0;
        var server = new HttpClickHouse(options, TimeProvider.System);
        await using (server.ConfigureAwait(false))
        {
            return $"{options.Url}, version {await VersionAsync(server, cancellationToken).ConfigureAwait(false)}";
        }
    }

    private static async Task<string> VersionAsync(IClickHouse tables, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        await tables.QueryAsync(new ClickHouseQuery("SELECT version()"), answer, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(answer.ToArray()).Trim();
    }

    private static async Task<string> KafkaAsync(KafkaOptions options, CancellationToken cancellationToken)
    {
        var partitions = await KafkaTopics.PartitionsAsync(options, cancellationToken).ConfigureAwait(false);
        return $"{options.BootstrapServers}, {partitions} partitions a topic";
    }

    private static string Free(string url, string setting, string option)
    {
        var address = new Uri(url);
        try
        {
            using var probe = new TcpListener(
                IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Loopback, address.Port);
            probe.Start();
            return $"{url} is free";
        }
        catch (SocketException taken)
        {
            throw new InvalidOperationException(
                $"{url} (setting {setting}, option {option}) cannot be listened on: {taken.Message}. Stop what listens there or choose another port.", taken);
        }
    }
}
