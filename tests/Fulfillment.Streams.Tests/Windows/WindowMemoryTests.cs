using System.Reactive.Subjects;
using System.Runtime.CompilerServices;
using Fulfillment.Streams.Time;
using Fulfillment.Streams.Windows;

namespace Fulfillment.Streams.Tests.Windows;

/// <summary>What has expired takes no memory: an operator that runs for years keeps as much as its retention asks for.</summary>
public sealed class WindowMemoryTests
{
    private const long FarOff = 400L * 86_400_000;

    public static TheoryData<string, WindowEmit> Operators
    {
        get
        {
            var data = new TheoryData<string, WindowEmit>();
            foreach (var name in WindowOperatorTable.Names)
            {
                data.Add(name, WindowEmit.OnUpdate);
                data.Add(name, WindowEmit.OnClose);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Operators))]
    public void A_key_is_let_go_when_its_windows_have_expired(string name, WindowEmit emit)
    {
        using var source = new Subject<ClockedBatch<Mark>>();
        using var subscription = WindowOperatorTable.Build(name, source, new Parts(), new() { Emit = emit }).Subscribe(_ => { });
        var key = Mention(source);

        Pass(source, FarOff); // closes and emits
        Pass(source, 2 * FarOff); // and now nothing is left of it
        Collect();

        Assert.False(key.IsAlive, "The key of an expired window is still referred to.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // so that no local of the test holds the key
    private static WeakReference Mention(Subject<ClockedBatch<Mark>> source)
    {
        var key = new string('k', 20);
        source.OnNext(new ClockedBatch<Mark>(new[] { new Mark(key, 3, 1) }, 0));
        return new WeakReference(key);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pass(Subject<ClockedBatch<Mark>> source, long clock) => source.OnNext(new ClockedBatch<Mark>(Array.Empty<Mark>(), clock));

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
