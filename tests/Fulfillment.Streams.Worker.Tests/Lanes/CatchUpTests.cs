using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Lanes;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>A lane holds back what it writes until it has read again what the views tell of.</summary>
public sealed class CatchUpTests
{
    [Fact]
    public void Nothing_is_written_until_as_much_is_read_as_the_views_tell_of()
    {
        using var story = Behind(2);
        story.Level(5).Tick();
        Assert.Equal("", story.Shore.Take());
        story.Nonsense().Tick(); // rejected ones were read too
        Assert.Equal("rows letters", story.Shore.Take());
    }

    [Fact]
    public void A_source_that_has_no_more_ends_it()
    {
        var isRead = false;
        using var story = Behind(9, _ => isRead);
        story.Level(5).Tick();
        Assert.Equal("", story.Shore.Take());
        isRead = true;
        story.Tick();
        Assert.Equal("rows", story.Shore.Take());
    }

    [Fact]
    public void One_topic_that_is_behind_holds_all()
    {
        using var story = Behind(9, topic => topic != Topic.Stock);
        story.Level(5).Tick();
        Assert.Equal("", story.Shore.Take());
    }

    [Fact]
    public void The_limit_ends_it()
    {
        using var story = Behind(9);
        story.Level(5).Pass(29.9).Tick();
        Assert.Equal("", story.Shore.Take());
        story.Pass(0.1).Tick();
        Assert.Equal("rows", story.Shore.Take());
    }

    [Fact]
    public void Once_over_it_stays_over()
    {
        var isRead = true;
        using var story = Behind(9, _ => isRead);
        story.Level(5).Tick();
        story.Shore.Take();
        isRead = false;
        story.Level(6).Tick();
        Assert.Equal("rows", story.Shore.Take());
    }

    [Fact]
    public void Where_nothing_was_written_before_nothing_is_held_back()
    {
        using var story = new LaneStory();
        story.Level(5).Tick();
        Assert.Equal("rows", story.Shore.Take());
    }

    private static LaneStory Behind(long records, Func<Topic, bool>? isRead = null) => new(catchUp: time =>
        new CatchUp(new Dictionary<Topic, long> { [Topic.Stock] = records }, isRead ?? (_ => false), TimeSpan.FromSeconds(30), time));
}
