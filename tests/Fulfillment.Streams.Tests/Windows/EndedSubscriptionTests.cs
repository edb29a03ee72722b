using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>A source may go on after the end, for it may not know of it yet; nobody's functions are called any more then.</summary>
public sealed class EndedSubscriptionTests
{
    private readonly List<string> _output = [];
    private int _calls;

    public static TheoryData<string> Operators => [.. WindowOperatorTable.Names];

    [Theory, MemberData(nameof(Operators))]
    public void After_an_error_nothing_is_computed(string name)
    {
        var source = new Heedless<ClockedBatch<Mark>>();
        using var subscription = Subscribe(name, source, failAtCall: 1);

        source.Next(Batch());
        source.Next(Batch());
        source.Complete();

        Assert.Equal(1, _calls);
        Assert.Equal(["#no time"], _output);
    }

    [Theory, MemberData(nameof(Operators))]
    public void After_completion_nothing_is_computed(string name)
    {
        var source = new Heedless<ClockedBatch<Mark>>();
        using var subscription = Subscribe(name, source, failAtCall: int.MaxValue);

        source.Complete();
        source.Next(Batch());
        source.Complete();

        Assert.Equal(0, _calls);
        Assert.Equal(["|"], _output);
    }

    [Fact]
    public void A_clock_reads_no_time_after_the_end()
    {
        var (failed, completed) = (new Heedless<IList<long>>(), new Heedless<IList<long>>());
        using var one = failed.WithClock((long _) => ++_calls > 0 ? throw new InvalidOperationException("no time") : 0, Duration.Zero).Subscribe(_ => { }, e => _output.Add(e.Message));
        using var two = completed.WithClock((long _) => ++_calls, Duration.Zero).Subscribe(_ => { }, () => _output.Add("|"));

        failed.Next([1]);
        failed.Next([2]);
        completed.Complete();
        completed.Next([3]);

        Assert.Equal(1, _calls);
        Assert.Equal(["no time", "|"], _output);
    }

    private static ClockedBatch<Mark> Batch() => new(new[] { new Mark("a", 1, 1) }, 0);

    private IDisposable Subscribe(string name, IObservable<ClockedBatch<Mark>> source, int failAtCall)
    {
        var parts = new Parts { Time = m => ++_calls >= failAtCall ? throw new InvalidOperationException("no time") : m.Time };
        return WindowOperatorTable.Build(name, source, parts, new() { Emit = WindowEmit.OnClose }).Subscribe(Marbles.Recorder(_output));
    }

    /// <summary>Sends whatever it is told to, ended or disposed of or not.</summary>
    private sealed class Heedless<T> : IObservable<T>, IDisposable
    {
        private IObserver<T>? _observer;

        public IDisposable Subscribe(IObserver<T> observer)
        {
            _observer = observer;
            return this;
        }

        public void Next(T value) => _observer!.OnNext(value);

        public void Complete() => _observer!.OnCompleted();

        public void Dispose()
        {
        }
    }
}
