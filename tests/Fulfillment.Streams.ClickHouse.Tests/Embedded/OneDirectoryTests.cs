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
}
