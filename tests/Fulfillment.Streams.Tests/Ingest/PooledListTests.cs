using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Ingest;

public sealed class PooledListTests
{
    [Fact]
    public void Holds_what_was_added_since_it_was_last_emptied_and_lists_do_not_share_memory()
    {
        var random = new Random(11);
        var lists = Enumerable.Range(0, 5).Select(_ => (List: new PooledList<(long, int)>(), Expected: new List<(long, int)>())).ToArray();
        for (var step = 0; step < 4_000; step++)
        {
            var (list, expected) = lists[random.Next(lists.Length)];
            switch (random.Next(200))
            {
                case 0:
                    list.Clear();
                    expected.Clear();
                    break;
                case 1:
                    list.Release();
                    list.Release(); // changes nothing
                    expected.Clear();
                    break;
                default:
                    list.Add((step, step));
                    expected.Add((step, step));
                    break;
            }
        }

        Assert.All(lists, l => Assert.Equal(l.Expected, l.List));
        Assert.All(lists, l => Assert.Equal(l.Expected.Count, l.List.Count));
        Assert.All(lists, l => Assert.Throws<ArgumentOutOfRangeException>(() => l.List[l.List.Count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => lists[0].List[-1]);
    }
}
