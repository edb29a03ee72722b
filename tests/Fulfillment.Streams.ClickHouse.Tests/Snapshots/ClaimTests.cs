using Fulfillment.Streams.ClickHouse.Schema;
using Fulfillment.Streams.ClickHouse.Snapshots;
using Fulfillment.Streams.ClickHouse.Tests.Embedded;

namespace Fulfillment.Streams.ClickHouse.Tests.Snapshots;

/// <summary>Claims of epochs in every order of their two steps, and what callers are told of failures.</summary>
[Collection(EmbeddedFixture.Name)]
public sealed class ClaimTests(EmbeddedFixture embedded) : IAsyncLifetime
{
    private static int lanes = 2000;
    private readonly int lane = Interlocked.Increment(ref lanes);

    public Task InitializeAsync() => Migrator.RunAsync(embedded.ClickHouse, default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Two_who_both_wrote_before_either_read_are_both_told_false_and_a_higher_epoch_is_free()
    {
        var bothWrote = new Barrier(2);
        var meeting = new UnreliableClickHouse(embedded.ClickHouse) { BeforeQuery = () => Task.Run(() => bothWrote.SignalAndWait()) };

        var told = await Task.WhenAll(
            new ClickHouseSnapshots(meeting).TryClaimAsync(lane, 1, default), new ClickHouseSnapshots(meeting).TryClaimAsync(lane, 1, default));

        Assert.Equal([false, false], told);
        Assert.True(await new ClickHouseSnapshots(embedded.ClickHouse).TryClaimAsync(lane, 2, default));
        bothWrote.Dispose();
    }

    [Fact]
    public async Task Who_wrote_second_is_told_false_even_where_it_reads_first()
    {
        var second = true;
        var overtaken = new UnreliableClickHouse(embedded.ClickHouse)
        {
            BeforeQuery = async () => second = await new ClickHouseSnapshots(embedded.ClickHouse).TryClaimAsync(lane, 1, default),
        };

        Assert.False(await new ClickHouseSnapshots(overtaken).TryClaimAsync(lane, 1, default));
        Assert.False(second);
    }

    [Fact]
    public async Task A_claim_whose_answer_got_lost_is_told_as_trouble_and_nobody_gets_that_epoch()
    {
        var silent = new UnreliableClickHouse(embedded.ClickHouse) { Failure = new ClickHouseException(0, "too slow") { MayPass = true }, FailsAfterApplying = true };
        var store = new ClickHouseSnapshots(embedded.ClickHouse);

        var trouble = await Assert.ThrowsAsync<IOException>(() => new ClickHouseSnapshots(silent).TryClaimAsync(lane, 1, default));

        Assert.Equal("Snapshots in ClickHouse cannot be written now: too slow", trouble.Message);
        Assert.Equal(1u, await store.LastEpochAsync(lane, default));
        Assert.False(await store.TryClaimAsync(lane, 1, default));
    }

    [Theory]
    [InlineData(252, true)] // TOO_MANY_PARTS
    [InlineData(243, true)] // NOT_ENOUGH_SPACE
    [InlineData(286, true)] // UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE
    [InlineData(60, false)] // UNKNOWN_TABLE
    [InlineData(497, false)] // ACCESS_DENIED
    public async Task Only_what_waiting_may_cure_is_told_as_trouble_of_the_moment(int code, bool mayPass)
    {
        var store = new ClickHouseSnapshots(new UnreliableClickHouse(embedded.ClickHouse) { Failure = new ClickHouseException(code, "no") });

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => store.PutAsync(lane, "a", [new byte[1]], default));

        Assert.Equal(mayPass, failure is IOException);
        Assert.Equal(!mayPass, failure is ClickHouseException);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a/b")]
    [InlineData("'; DROP")]
    public async Task A_name_outside_the_alphabet_is_refused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => new ClickHouseSnapshots(embedded.ClickHouse).PutAsync(lane, name, [new byte[1]], default));
}
