using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.Worker.Lanes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Tests.Lanes;

/// <summary>What may pass is waited for, what may not is thrown, and why is said meanwhile.</summary>
public sealed class PatienceTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public async Task Pauses_double_up_to_ten_seconds()
    {
        using var patience = Patient();
        await patience.RunAsync(FailsFor(9, new TimeoutException("slow")), default);
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 10, 10, 10], _time.Waits);
    }

    [Fact]
    public async Task Trouble_says_why_while_it_lasts()
    {
        using var patience = Patient();
        var during = new List<string?>();
        _time.Waiting = () => during.Add(patience.Trouble);
        Assert.Null(patience.Trouble);
        await patience.RunAsync(FailsFor(2, new HttpRequestException("no answer")), default);
        Assert.Equal(["no answer", "no answer"], during);
        Assert.Null(patience.Trouble);
    }

    [Fact]
    public async Task A_step_that_succeeds_does_not_hide_the_trouble_of_another()
    {
        using var patience = Patient();
        var during = new List<string?>();
        _time.Waiting = () =>
        {
            patience.RunAsync(() => Task.CompletedTask, default).GetAwaiter().GetResult();
            during.Add(patience.Trouble);
        };
        await patience.RunAsync(FailsFor(1, new HttpRequestException("no answer")), default);
        Assert.Equal(["no answer"], during);
        Assert.Null(patience.Trouble);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_full_disk_is_called_one(bool isServers)
    {
        using var patience = Patient();
        var during = new List<string?>();
        _time.Waiting = () => during.Add(patience.Trouble);
        Exception failure = isServers ? new ClickHouseException(243, "Cannot reserve 1 MiB") : new IOException("No space left on device");
        await patience.RunAsync(FailsFor(1, failure), default);
        Assert.Equal([$"The disk below the store (setting Store, option --store) is full: free space there. {failure.Message}"], during);
    }

    [Fact]
    public async Task Another_error_of_the_server_is_told_in_its_words()
    {
        using var patience = Patient();
        var during = new List<string?>();
        _time.Waiting = () => during.Add(patience.Trouble);
        await patience.RunAsync(FailsFor(1, new ClickHouseException(242, "Table is read only")), default);
        Assert.Equal(["Table is read only"], during);
    }

    [Fact]
    public async Task It_gives_up_after_the_time_set_and_says_so()
    {
        using var patience = Patient(TimeSpan.FromSeconds(3.75));
        var failure = new IOException("away");
        var error = await Assert.ThrowsAsync<LaneFailedException>(() => patience.RunAsync(FailsFor(99, failure), default));
        Assert.Equal("Writing was given up after 4 s: away What is not written is read again at the next start.", error.Message);
        Assert.Same(failure, error.InnerException);
        Assert.Equal([0.25, 0.5, 1, 2], _time.Waits); // 3.75 s: at the limit it is over
        Assert.Equal("away", patience.Trouble);
    }

    [Fact]
    public async Task The_time_to_give_up_counts_from_the_first_try_of_each_step()
    {
        using var patience = Patient(TimeSpan.FromSeconds(1));
        for (var step = 0; step < 3; step++)
        {
            await patience.RunAsync(FailsFor(2, new IOException("away")), default);
        }

        Assert.Equal([0.25, 0.5, 0.25, 0.5, 0.25, 0.5], _time.Waits);
    }

    [Fact]
    public async Task What_cannot_pass_is_thrown_at_once()
    {
        using var patience = Patient();
        await Assert.ThrowsAsync<InvalidOperationException>(() => patience.RunAsync(FailsFor(1, new InvalidOperationException("broken")), default));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task A_pause_ends_when_the_lane_is_lost()
    {
        using var patience = Patient();
        using var lost = new CancellationTokenSource();
        await lost.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patience.RunAsync(FailsFor(9, new IOException("away")), lost.Token));
    }

    [Fact]
    public async Task Asked_to_end_soon_it_does_not_yet_give_up()
    {
        using var patience = Patient();
        patience.EndSoon();
        await patience.RunAsync(FailsFor(3, new IOException("away")), default);
        Assert.Equal(3, _time.Waits.Count);
    }

    private Patience Patient(TimeSpan? giveUpAfter = null) => new(new LaneTiming { GiveUpAfter = giveUpAfter }, _time, NullLogger.Instance);

    private static Func<Task> FailsFor(int times, Exception failure) => () => times-- > 0 ? Task.FromException(failure) : Task.CompletedTask;
}
