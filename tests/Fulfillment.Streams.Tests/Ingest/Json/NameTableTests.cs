using System.Text;
using FsCheck.Xunit;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json;

public sealed class NameTableTests
{
    [Property(MaxTest = 200)]
    public void Finds_what_it_was_made_of_and_nothing_else(string[] words)
    {
        var names = (words ?? []).Where(word => word is { Length: > 0 and < 10 }).Distinct().Take(64).ToArray();
        var table = new NameTable(names);
        foreach (var word in (words ?? []).Append("").Append("order_id").Select(word => word ?? ""))
        {
            Assert.Equal(Array.IndexOf(names, word), table.Find(Encoding.UTF8.GetBytes(word)));
        }
    }

    [Fact]
    public void Refuses_names_it_cannot_tell_apart()
    {
        Assert.Throws<ArgumentException>(() => new NameTable(["a", "a"]));
        Assert.Throws<ArgumentException>(() => new NameTable([""]));
        Assert.Throws<ArgumentException>(() => new NameTable([new string('x', 33)]));
    }
}
