using System.Text;
using Fulfillment.Streams.ClickHouse.Embedded;

namespace Fulfillment.Streams.ClickHouse.Tests.Embedded;

/// <summary>
/// The one embedded ClickHouse of this test process (chDB has one directory a process). Classes that use it join the
/// collection <see cref="Name"/>, so they run one after another; each test uses tables of its own.
/// </summary>
public sealed class EmbeddedFixture : IAsyncLifetime
{
    public const string Name = "embedded";
    private readonly string root = System.IO.Directory.CreateTempSubdirectory("chdb-").FullName;

    public EmbeddedClickHouse ClickHouse { get; private set; } = null!;

    public string Directory => Path.Combine(root, "main");

    /// <summary>What another directory held that was opened and closed before this one.</summary>
    public string ReopenedAnswer { get; private set; } = string.Empty;

    public async Task InitializeAsync()
    {
        var other = Path.Combine(root, "other");
        await using (var first = EmbeddedClickHouse.Open(other, new EmbeddedOptions()))
        {
            await first.ExecuteAsync("CREATE TABLE kept (a UInt8) ENGINE = MergeTree ORDER BY a", default);
            await first.ExecuteAsync("INSERT INTO kept VALUES (7)", default);
        }

        await using (EmbeddedClickHouse.Open(Path.Combine(root, "third"), new EmbeddedOptions()))
        {
        }

        await using (var again = EmbeddedClickHouse.Open(other, new EmbeddedOptions()))
        {
            ReopenedAnswer = await AskAsync(again, "SELECT a FROM kept");
        }

        ClickHouse = EmbeddedClickHouse.Open(Directory, new EmbeddedOptions { ReadersMax = 2, WritersMax = 2 });
    }

    public async Task DisposeAsync()
    {
        await ClickHouse.DisposeAsync();
        System.IO.Directory.Delete(root, recursive: true);
    }

    public Task<string> AskAsync(string sql, string format = "TabSeparated") => AskAsync(ClickHouse, sql, format);

    public static Task<string> AskAsync(IClickHouse clickHouse, string sql, string format = "TabSeparated") =>
        AskAsync(clickHouse, new ClickHouseQuery(sql, format));

    public static async Task<string> AskAsync(IClickHouse clickHouse, ClickHouseQuery query)
    {
        using var output = new MemoryStream();
        await clickHouse.QueryAsync(query, output, default);
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }
}
