using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Source;

namespace Fulfillment.Streams.Kafka.Tests.Source;

public sealed class OffsetStepTests
{
    [Fact]
    public void What_lies_before_the_log_start_has_expired() => Step(10, 50, low: 50, high: 90, Gap(10, 50, GapCause.Expired));

    [Fact]
    public void What_lies_behind_the_log_start_never_was_a_record() => Step(10, 12, low: 0, high: 90, Gap(10, 12, GapCause.Absent));

    [Fact]
    public void A_step_over_the_log_start_is_both() =>
        Step(10, 53, low: 50, high: 90, Gap(10, 50, GapCause.Expired), Gap(50, 53, GapCause.Absent));

    [Fact]
    public void A_log_start_that_has_moved_on_does_not_count_records_that_came() => Step(10, 50, low: 70, high: 90, Gap(10, 50, GapCause.Expired));

    [Fact]
    public void Where_the_log_start_is_unknown_one_offset_is_a_marker_and_more_are_a_loss()
    {
        Step(10, 11, low: null, high: null, Gap(10, 11, GapCause.Absent));
        Step(10, 12, low: null, high: null, Gap(10, 12, GapCause.Expired));
    }

    [Fact]
    public void A_step_back_is_what_the_topic_lost_at_its_end()
    {
        Step(50, 0, low: 0, high: 20, Gap(20, 50, GapCause.Shortened));
        Step(50, 5, low: 5, high: null, Gap(5, 50, GapCause.Shortened));
    }

    [Fact]
    public void A_step_back_in_a_topic_that_has_grown_again_lost_nothing_that_can_be_counted() =>
        Step(50, 0, low: 0, high: 60, Gap(50, 50, GapCause.Shortened));

    private static void Step(long expected, long arrived, long? low, long? high, params SourceGap[] gaps) =>
        Assert.Equal(gaps, new OffsetStep(Topic.Stock, 3, expected, arrived).Judge(low, high));

    private static SourceGap Gap(long from, long to, GapCause cause) => new(Topic.Stock, 3, from, to, cause);
}
