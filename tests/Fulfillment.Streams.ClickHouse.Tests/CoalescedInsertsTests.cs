using System.Collections.Concurrent;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Tests;

/// <summary>Inserts of several lanes: which go together, and what each is told.</summary>
public sealed class CoalescedInsertsTests : IAsyncDisposable
{
    private static readonly TableColumns Orders = new("orders", "a");
    private readonly Gate _gate = new();
    private readonly HeldTime _time = new();
    private readonly CoalescedInserts _inserts;

    public CoalescedInsertsTests() => _inserts = new CoalescedInserts(_gate, _time);

    public async ValueTask DisposeAsync()
    {
        await _inserts.DisposeAsync();
        await _gate.DisposeAsync();
    }

    [Fact]
    public async Task Who_comes_while_one_is_under_way_goes_with_the_others_that_came()
    {
        var first = Insert(1);
        var second = Insert(2);
        var third = Insert(3, 4);
        var other = _inserts.InsertAsync(new TableColumns("ads", "a"), new byte[] { 9 }, default);
        Assert.Equal(["orders 1", "ads 9"], _gate.Begun);

        _gate.Open(2);
        await Task.WhenAll(first, other);
        await _gate.UntilAsync(3);
        Assert.Equal("orders 2 3 4", _gate.Begun.Last());
        Assert.False(second.IsCompleted || third.IsCompleted);

        _gate.Open(1);
        await Task.WhenAll(second, third);
        var alone = Insert(5);
        Assert.Equal("orders 5", _gate.Begun.Last()); // nothing is under way, so it goes at once
        _gate.Open(1);
        await alone;
    }

    [Fact]
    public async Task All_who_share_an_insert_that_failed_are_told_and_those_after_them_go_on()
    {
        var first = Insert(1);
        var (second, third) = (Insert(2), Insert(3));
        _gate.Fail(new ClickHouseException(252, "first"));
        Assert.Equal("first", (await Assert.ThrowsAsync<ClickHouseException>(() => first)).Message);
        await _gate.UntilAsync(2);
        var fourth = Insert(4);
        _gate.Fail(new ClickHouseException(252, "shared"));
        Assert.Equal("shared", (await Assert.ThrowsAsync<ClickHouseException>(() => second)).Message);
        Assert.Equal("shared", (await Assert.ThrowsAsync<ClickHouseException>(() => third)).Message);
        _gate.Open(1);
        await fourth;
        Assert.Equal(["orders 1", "orders 2 3", "orders 4"], _gate.Begun);
    }

    [Fact]
    public async Task Who_gives_up_ends_the_insert_of_nobody_else()
    {
        using var impatient = new CancellationTokenSource();
        var first = _inserts.InsertAsync(Orders, new byte[] { 1 }, impatient.Token);
        var second = Insert(2);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await _gate.UntilAsync(2);
        _gate.Open(1);
        await second;
        Assert.Equal(["orders 1", "orders 2"], _gate.Begun);
    }

    [Fact]
    public async Task More_than_may_go_together_goes_in_turns()
    {
        var large = new byte[(CoalescedInserts.BytesMax / 2) + 1];
        Task[] all = [Insert(1), .. Enumerable.Range(0, 3).Select(_ => _inserts.InsertAsync(Orders, large, default)), Insert(2)];
        for (var inserts = 1; inserts <= 4; inserts++)
        {
            await _gate.UntilAsync(inserts);
            _gate.Open(1);
        }

        await Task.WhenAll(all);
        Assert.Equal([1, large.Length, large.Length, large.Length + 1], _gate.Lengths);
    }

    [Fact]
    public async Task Of_a_thousand_inserts_at_once_every_row_arrives_once_and_few_inserts_are_made()
    {
        _gate.Open(int.MaxValue);
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(n => Task.Run(() => _inserts.InsertAsync(Orders, BitConverter.GetBytes(n), default))));
        Assert.Equal(4000, _gate.Lengths.Sum());
        Assert.Equal(Enumerable.Range(0, 1000), _gate.Numbers.Order());
    }

    [Fact]
    public async Task Inserts_that_are_announced_are_waited_for_and_go_together()
    {
        var (one, other) = (_inserts.AnnounceInserts(), _inserts.AnnounceInserts());
        var (first, ad) = (Insert(1), _inserts.InsertAsync(new TableColumns("ads", "a"), new byte[] { 9 }, default));
        one.Dispose();
        one.Dispose(); // counts once
        var second = Insert(2);
        Assert.Empty(_gate.Begun);

        _gate.Open(2);
        other.Dispose();
        await Task.WhenAll(first, second, ad);
        Assert.Equal(["ads 9", "orders 1 2"], _gate.Begun.Order());
        _gate.Open(1);
        await Insert(3); // nothing is announced any more
        Assert.Equal("orders 3", _gate.Begun.Last());
    }

    [Fact]
    public async Task Who_announced_and_does_not_come_is_waited_for_a_moment_only()
    {
        using var late = _inserts.AnnounceInserts();
        var first = Insert(1);
        Assert.Empty(_gate.Begun);
        Assert.Equal([CoalescedInserts.WaitMax], _time.Waits);

        _gate.Open(1);
        _time.Ring();
        await first;
        Assert.Equal(["orders 1"], _gate.Begun);
    }

    [Fact]
    public async Task Rows_that_come_when_an_announced_insert_is_under_way_wait_for_that_one_only()
    {
        var early = _inserts.AnnounceInserts();
        var first = Insert(1);
        early.Dispose();
        await _gate.UntilAsync(1);
        using var late = _inserts.AnnounceInserts();
        var second = Insert(2);
        _gate.Open(2);
        await Task.WhenAll(first, second);
        Assert.Equal(["orders 1", "orders 2"], _gate.Begun);
    }

    private Task Insert(params byte[] rows) => _inserts.InsertAsync(Orders, rows, default);

    /// <summary>A ClickHouse whose inserts end when the test says so.</summary>
    private sealed class Gate : IClickHouse
    {
        private readonly SemaphoreSlim _opened = new(0);
        private readonly ConcurrentQueue<Exception> _failures = new();
        private readonly ConcurrentQueue<byte[]> _rows = new();
        private bool _isOpen;

        public ConcurrentQueue<string> Begun { get; } = new();

        public int[] Lengths => [.. _rows.Select(r => r.Length)];

        public IEnumerable<int> Numbers => _rows.SelectMany(r => r.Chunk(4)).Select(n => BitConverter.ToInt32(n));

        public void Open(int inserts)
        {
            _isOpen = inserts == int.MaxValue;
            _opened.Release(_isOpen ? 1 : inserts);
        }

        public void Fail(Exception failure)
        {
            _failures.Enqueue(failure);
            _opened.Release();
        }

        public async Task UntilAsync(int begun)
        {
            while (Begun.Count < begun)
            {
                await Task.Yield();
            }
        }

        public async Task InsertAsync(TableColumns table, ReadOnlyMemory<byte> rowBinary, CancellationToken cancellationToken)
        {
            _rows.Enqueue(rowBinary.ToArray());
            Begun.Enqueue($"{table.Table} {string.Join(' ', rowBinary[..Math.Min(8, rowBinary.Length)].ToArray())}");
            if (!_isOpen)
            {
                await _opened.WaitAsync(cancellationToken);
            }

            if (_failures.TryDequeue(out var failure))
            {
                throw failure;
            }
        }

        public Task ExecuteAsync(string sql, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task QueryAsync(ClickHouseQuery query, Stream output, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            _opened.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Time in which every wait lasts until the test ends it.</summary>
    private sealed class HeldTime : TimeProvider
    {
        private Action _ring = () => { };

        public List<TimeSpan> Waits { get; } = [];

        public void Ring() => _ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            _ring += () => callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
