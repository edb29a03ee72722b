using System.Reactive;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;
using NodaTime;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>What every window operator owes to Rx: eager checks, visible errors and completion, state per subscription.</summary>
public sealed class WindowOperatorContractTests
{
    private static readonly IAggregate<Mark, long, long> Sum = Aggregates.Sum<Mark>(mark => mark.Amount);

    public static TheoryData<string> Operators => [.. WindowOperatorTable.Names];

    [Theory, MemberData(nameof(Operators))]
    public void Completion_is_passed_on(string name) =>
        Assert.Equal("|", Play(name, "|"));

    [Theory, MemberData(nameof(Operators))]
    public void Error_of_the_source_is_passed_on_without_open_windows(string name) =>
        Assert.Equal(". - #source failed", Play(name, "a1 ^0 - #", new() { Emit = WindowEmit.OnClose }));

    [Theory, MemberData(nameof(Operators))]
    public void Error_of_the_time_selector_arrives_and_ends_the_subscription(string name) =>
        AssertFails(name, new Parts { Time = static _ => throw new InvalidOperationException("no time") }, "no time");

    [Theory, MemberData(nameof(Operators))]
    public void Error_of_the_key_selector_arrives_and_ends_the_subscription(string name) =>
        AssertFails(name, new Parts { By = static _ => throw new InvalidOperationException("no key") }, "no key");

    [Theory, MemberData(nameof(Operators))]
    public void Error_of_the_aggregate_arrives_and_ends_the_subscription(string name) =>
        AssertFails(name, new Parts { Aggregate = Aggregates.Sum<Mark>(static _ => throw new InvalidOperationException("no sum")) }, "no sum");

    [Theory, MemberData(nameof(Operators))]
    public void Error_of_the_result_at_completion_arrives_instead_of_completion(string name)
    {
        var failing = Aggregates.Of<Mark, long, long>(
            () => 0, (sum, _) => sum, (a, _) => a, _ => throw new InvalidOperationException("no result"));

        var output = Marbles.Play("a1 ^0 - |", source => WindowOperatorTable.Build(
            name, source, new Parts { Aggregate = failing }, new() { Emit = WindowEmit.OnClose }));

        Assert.Equal(". - #no result", output);
    }

    [Theory, MemberData(nameof(Operators))]
    public void Event_time_that_would_overflow_is_an_error(string name) =>
        Assert.StartsWith("#Event time 9223372036854775807 is beyond", Play(name, "a9223372036854775807 ^0"), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Operators))]
    public void Two_subscriptions_share_no_state(string name)
    {
        using var source = new Subject<ClockedBatch<Mark>>();
        var windows = WindowOperatorTable.Build(name, source, new Parts(), new());
        var (first, second) = (new List<string>(), new List<string>());
        using var one = windows.Subscribe(Marbles.Recorder(first));
        Marbles.Play("a1 ^0", source);

        using var two = windows.Subscribe(Marbles.Recorder(second));
        Marbles.Play("a1 ^0", source);

        var alone = Play(name, "a1 ^0 - a1 ^0").Split(" - ");
        Assert.Equal(alone, first);
        Assert.Equal([alone[0]], second);
    }

    [Theory, MemberData(nameof(Operators))]
    public void Disposal_ends_the_subscription_to_the_source(string name)
    {
        using var source = new Subject<ClockedBatch<Mark>>();
        var output = new List<string>();
        var subscription = WindowOperatorTable.Build(name, source, new Parts(), new() { Emit = WindowEmit.OnClose })
            .Subscribe(Marbles.Recorder(output));
        Marbles.Play("a1 ^0", source);

        subscription.Dispose();
        Assert.False(source.HasObservers);
        Marbles.Play("a1 ^1000 - |", source);

        Assert.Equal(["."], output);
    }

    [Theory, MemberData(nameof(Operators))]
    public void Nothing_is_subscribed_before_there_is_a_subscriber(string name)
    {
        using var source = new Subject<ClockedBatch<Mark>>();

        WindowOperatorTable.Build(name, source, new Parts(), new());

        Assert.False(source.HasObservers);
    }

    [Theory, MemberData(nameof(Operators))]
    public void Bad_arguments_fail_at_the_call(string name)
    {
        var source = Observable.Never<ClockedBatch<Mark>>();
        void AssertThrows(Parts parts, WindowOptions<Mark> options, string parameter) =>
            Assert.Equal(parameter, Assert.ThrowsAny<ArgumentException>(() => WindowOperatorTable.Build(name, source, parts, options)).ParamName);

        AssertThrows(new Parts { Time = null! }, new(), "time");
        AssertThrows(new Parts { By = null! }, new(), "by");
        AssertThrows(new Parts { Aggregate = null! }, new(), "aggregate");
        AssertThrows(new Parts(), new() { Retention = Duration.FromMilliseconds(-1) }, "Retention");
        AssertThrows(new Parts(), new() { Retention = Duration.FromDays(401) }, "Retention");
        AssertThrows(new Parts(), new() { Emit = (WindowEmit)7 }, "Emit");
        Assert.Equal("source", Assert.Throws<ArgumentNullException>(
            () => WindowOperatorTable.Build(name, null!, new Parts(), new())).ParamName);
    }

    [Fact]
    public void Windows_that_were_not_constructed_are_refused()
    {
        var source = Observable.Never<ClockedBatch<Mark>>();

        var error = Assert.Throws<ArgumentException>(() => source.TumblingWindow(default, m => m.Time, m => m.Key, Sum));

        Assert.StartsWith("The windows were not constructed: use new TumblingWindows(…).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_flatten()
    {
        using var source = new Subject<ClockedBatch<Mark>>();
        var values = new List<long>();
        using var subscription = source.TumblingWindow(new TumblingWindows(10), m => m.Time, m => m.Key, Sum)
            .Results().Subscribe(result => values.Add(result.Value));

        Marbles.Play("a1 b1*2 ^0 - ^1 - a2*4", source);

        Assert.Equal([1, 2, 5], values);
    }

    [Fact]
    public void Operators_compose()
    {
        var output = Marbles.Play("a1*5 a2*6 b3 ^12 - a11*3 ^20 - ^40 - |", source => source
            .TumblingWindow(new TumblingWindows(10), m => m.Time, m => m.Key, Sum, OnClose())
            .TumblingWindow(new TumblingWindows(20), r => r.Window.Start, _ => "max", Aggregates.Max<WindowResult<string, long>>(r => r.Value)));

        Assert.Equal("max[0,20)=11 - max[0,20)=11 - . - |", output);
    }

    private static WindowOptions<Mark> OnClose() => new() { Emit = WindowEmit.OnClose };

    private static string Play(string name, string input, WindowOptions<Mark>? options = null) =>
        Marbles.Play(input, source => WindowOperatorTable.Build(name, source, new Parts(), options ?? new()));

    private static void AssertFails(string name, Parts parts, string message)
    {
        using var source = new Subject<ClockedBatch<Mark>>();
        var output = new List<string>();
        using var subscription = WindowOperatorTable.Build(name, source, parts, new()).Subscribe(Marbles.Recorder(output));

        Marbles.Play("^0 - a1 ^0", source);

        Assert.Equal([".", $"#{message}"], output);
        Assert.False(source.HasObservers);
    }
}
