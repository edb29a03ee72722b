using System.CommandLine;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.ClickHouse.Http;
using Fulfillment.Streams.Worker.Store;
using Fulfillment.Streams.Worker.Configuration;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>
/// The options <c>--store DIR</c> and <c>--clickhouse URL</c> of verbs that work on either, and what they open. User and
/// password come from the URL or the environment, never from an option that others could see.
/// </summary>
public sealed class StoreTarget
{
    private readonly Option<DirectoryInfo?> store = new("--store") { Description = "Directory of an embedded store.", HelpName = "DIR" };
    private readonly Option<string?> server = new("--clickhouse") { Description = "A ClickHouse server's HTTP address, such as http://localhost:8123.", HelpName = "URL" };

    /// <summary>Adds both options to <paramref name="command"/>.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(store);
        command.Options.Add(server);
    }

    /// <summary>Opens what was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="purpose">What the verb does with the store, for others to read.</param>
    /// <param name="create">Whether a store that does not exist is made.</param>
    /// <param name="throughOwner">Whether a running worker that holds the store may be asked instead; it answers read-only.</param>
    /// <exception cref="UsageException">None or both were named, or the URL is none.</exception>
    /// <exception cref="FailureException">The store does not exist or another process has it.</exception>
    public OpenedStore Open(ParseResult parsed, string purpose, bool create, bool throughOwner) =>
        (parsed.GetValue(store), parsed.GetValue(server)) switch
        {
            ({ } directory, null) => OpenDirectory(directory.FullName, purpose, create, throughOwner),
            (null, { } url) => new OpenedStore(Server(ParseUrl(url), new HttpClickHouseOptions().RetriesMax), null),
            (null, null) => Configured(purpose, create, throughOwner),
            _ => throw new UsageException("Name one of --store DIR and --clickhouse URL, not both."),
        };

    /// <summary>What file and environment name, where the command line names nothing: a server before a store.</summary>
    private static OpenedStore Configured(string purpose, bool create, bool throughOwner)
    {
        var settings = Settings.Load([]);
        if (settings.ClickHouseUrl is { } url)
        {
            return new OpenedStore(Server(ParseUrl(url), new HttpClickHouseOptions().RetriesMax), null);
        }

        return settings.NamesStore
            ? OpenDirectory(Path.GetFullPath(settings.Options.Store), purpose, create, throughOwner)
            : throw new UsageException("Name what to work on: --store DIR or --clickhouse URL.");
    }

    private static OpenedStore OpenDirectory(string directory, string purpose, bool create, bool throughOwner)
    {
        if (!create && !Directory.Exists(Path.Combine(directory, "clickhouse")))
        {
            throw new FailureException($"There is no store in {directory}. Name the directory that was given to run, demo or replay as --store.");
        }

        if (throughOwner && StoreLock.TryReadOwner(directory) is { SqlUrl: { } url })
        {
            return new OpenedStore(Server(url, retries: 0), null);
        }

        StoreLock held;
        try
        {
            held = StoreLock.Acquire(directory, purpose);
        }
        catch (StoreLockedException locked)
        {
            throw new FailureException(locked.Message, locked);
        }

        try
        {
            // The caller's own machine and patience are the limits.
            var limits = new EmbeddedOptions { QueryTimeMax = TimeSpan.FromDays(1), QueryMemoryMax = 0, QueryRowsMax = 0 };
            return new OpenedStore(EmbeddedClickHouse.Open(Path.Combine(directory, "clickhouse"), limits), held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static HttpClickHouse Server(Uri url, int retries) => new(
        new HttpClickHouseOptions
        {
            Url = url,
            User = Environment.GetEnvironmentVariable("Fulfillment__ClickHouse__User"),
            Password = Environment.GetEnvironmentVariable("Fulfillment__ClickHouse__Password"),
            RetriesMax = retries,
        },
        TimeProvider.System);

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UsageException($"--clickhouse {text} is not an HTTP address such as http://localhost:8123.");
}
