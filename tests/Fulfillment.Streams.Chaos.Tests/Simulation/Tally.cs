using System.Collections.Concurrent;

namespace Fulfillment.Streams.Chaos.Tests.Simulation;

/// <summary>What happened in all simulations of a test. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _crashes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private int _moves;

    /// <summary>Crashes by the point at which they happened.</summary>
    public IReadOnlyDictionary<string, int> Crashes => _crashes;

    /// <summary>Faults by kind.</summary>
    public IReadOnlyDictionary<string, int> Faults => _faults;

    /// <summary>Lanes that went from one worker to another, lost ones included.</summary>
    public int Moves => _moves;

    public void Crashed(string point) => _crashes.AddOrUpdate(point, 1, (_, count) => count + 1);

    public void Failed(string kind) => _faults.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public void Moved() => Interlocked.Increment(ref _moves);
}
