using Fulfillment.Streams.ClickHouse.Embedded;

namespace Fulfillment.Streams.ClickHouse.Tests.Embedded;

[Collection(EmbeddedFixture.Name)]
public sealed class OneDirectoryTests(EmbeddedFixture embedded)
{
    [Fact]
    public void Another_directory_is_refused_while_one_is_open()
    {
        var other = Path.Combine(embedded.Directory, "..", "elsewhere");

        var refused = Assert.Throws<ClickHouseException>(() => EmbeddedClickHouse.Open(other, new EmbeddedOptions()));

        Assert.Equal(
            $"This process already runs the embedded ClickHouse on {embedded.Directory}, so it cannot open {Path.GetFullPath(other)}: one process has one. Close the first, or use another process.",
            refused.Message);
        Assert.False(Directory.Exists(other));
    }

    [Fact]
    public async Task The_same_directory_may_be_opened_twice_and_closed_once()
    {
        await using (EmbeddedClickHouse.Open(embedded.Directory, new EmbeddedOptions()))
        {
        }

        Assert.Equal("1\n", await embedded.AskAsync("SELECT 1"));
    }

    [Fact]
    public void After_closing_one_directory_another_opens_and_the_first_opens_again() =>
        Assert.Equal("7\n", embedded.ReopenedAnswer);

    [Fact]
    public void A_missing_library_is_looked_for_in_the_cache_that_set_up_fills()
    {
        string? Environment(string name) => name switch { "FULFILLMENT_CACHE" => "/own", "XDG_CACHE_HOME" => "/xdg", "HOME" => "/home/a", _ => null };

        Assert.Equal(["/app/libchdb.so", "/own/chdb/libchdb.so"], ChdbLibrary.Candidates(Environment, "/app"));
        Assert.Equal("/xdg/fulfillment-streams/chdb/libchdb.so", ChdbLibrary.Candidates(n => n[0] == 'F' ? null : Environment(n), "/app")[1]);
        Assert.Equal("/home/a/.cache/fulfillment-streams/chdb/libchdb.so", ChdbLibrary.Candidates(n => n == "HOME" ? "/home/a" : null, "/app")[1]);
    }

    [Fact]
    public void A_missing_library_names_the_cure()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => ChdbLibrary.Load(["/a/libchdb.so", "/b/libchdb.so"]));

        Assert.Equal(
            "The embedded ClickHouse (libchdb.so) is not installed. Looked at /a/libchdb.so and /b/libchdb.so. Run eng/setup once, or set FULFILLMENT_CACHE to the directory it filled.",
            missing.Message);
    }

    [Fact]
    public void A_broken_library_names_the_file_and_the_cure()
    {
        var file = Path.Combine(embedded.Directory, "..", "libchdb.so");
        File.WriteAllText(file, "not a library");

        var broken = Assert.Throws<DllNotFoundException>(() => ChdbLibrary.Load([file]));

        Assert.StartsWith($"{file} cannot be loaded: ", broken.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it and run eng/setup again.", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engines_memory_and_caches_are_bounded() =>
        Assert.Equal(
            "index_mark_cache_size\t268435456\nmark_cache_size\t268435456\nmax_server_memory_usage\t4294967296\n",
            await embedded.AskAsync("SELECT name, value FROM system.server_settings WHERE name IN ('max_server_memory_usage', 'mark_cache_size', 'index_mark_cache_size') ORDER BY name"));

    [Fact]
    public async Task What_comes_after_closing_is_refused()
    {
        var closed = EmbeddedClickHouse.Open(embedded.Directory, new EmbeddedOptions());
        await closed.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => EmbeddedFixture.AskAsync(closed, "SELECT 1"));
        await closed.DisposeAsync();
    }
}
