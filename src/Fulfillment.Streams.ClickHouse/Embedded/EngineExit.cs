using System.Collections.Concurrent;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// Closes what is still open when the process exits: chDB's own clean-up would find its threads at work and crash, turning
/// any exit code into that of a signal.
/// </summary>
internal static class EngineExit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<EmbeddedClickHouse, bool> Open = new();

    static EngineExit() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => CloseAll();

    /// <summary>Remembers <paramref name="clickHouse"/> until it is removed.</summary>
    public static void Add(EmbeddedClickHouse clickHouse) => Open[clickHouse] = true;

    /// <summary>Forgets <paramref name="clickHouse"/>, which is closed.</summary>
    public static void Remove(EmbeddedClickHouse clickHouse) => Open.TryRemove(clickHouse, out _);

    private static void CloseAll()
    {
        foreach (var clickHouse in Open.Keys)
        {
            clickHouse.StopAll();
            clickHouse.DisposeAsync().AsTask().Wait(Patience);
        }
    }
}
