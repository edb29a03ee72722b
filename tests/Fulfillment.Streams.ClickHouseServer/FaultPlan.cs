using System.Globalization;

namespace Fulfillment.Streams.ClickHouseServer;

/// <summary>Which faults the next inserts meet: those ordered, then those of chance, which a seed repeats. Thread-safe.</summary>
internal sealed class FaultPlan
{
    private static readonly TimeSpan SlowMax = TimeSpan.FromSeconds(2);
    private readonly Lock gate = new();
    private readonly Queue<(string Kind, Fault Fault)> ordered = [];
    private readonly SortedDictionary<string, int> injected = new(StringComparer.Ordinal);
    private Random random = new(0);
    private double odds;
    private TimeSpan delay;

    /// <summary>How many faults of each kind there were, such as <c>3 252=1 reset=2</c>.</summary>
    public string Count
    {
        get
        {
            lock (gate)
            {
                return string.Join(' ', injected.Select(i => $"{i.Key}={i.Value}").Prepend(injected.Values.Sum().ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>Orders a fault for each of the next <paramref name="times"/> inserts.</summary>
    public void Order(string kind, Fault fault, int times)
    {
        lock (gate)
        {
            for (var time = 0; time < times; time++)
            {
                ordered.Enqueue((kind, fault));
            }
        }
    }

    /// <summary>Makes every insert take so much longer. Not counted as a fault.</summary>
    public void Delay(TimeSpan by)
    {
        lock (gate)
        {
            delay = by;
        }
    }

    /// <summary>Lets a fault of any kind happen to each insert with this probability.</summary>
    public void Chance(double probability)
    {
        lock (gate)
        {
            odds = probability;
        }
    }

    /// <summary>Begins the sequence of chances that belongs to a seed.</summary>
    public void Seed(int seed)
    {
        lock (gate)
        {
            random = new Random(seed);
        }
    }

    /// <summary>What the next insert meets; null is nothing.</summary>
    public Fault? Next()
    {
        lock (gate)
        {
            var fault = ordered.TryDequeue(out var next) ? Injected(next) : random.NextDouble() < odds ? Injected(Any()) : null;
            var wait = delay > TimeSpan.Zero ? InjectedFault.Slow(delay) : null;
            return wait is null || fault is null ? wait ?? fault : wait.Then(fault);
        }
    }

    private (string Kind, Fault Fault) Any() => random.Next(8) switch
    {
        0 => ("reset", InjectedFault.Reset()),
        1 => ("reset-after", InjectedFault.ResetAfterApplying()),
        2 => ("silent", InjectedFault.SilentAfterApplying()),
        3 => ("slow", InjectedFault.Slow(SlowMax * random.NextDouble())),
        4 => ("500", InjectedFault.Error(500, 0, "an error of the server")),
        5 => ("503", InjectedFault.Error(503, 0, "unavailable")),
        6 => ("241", InjectedFault.Error(500, 241, "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)")),
        _ => ("252", InjectedFault.Error(500, 252, "Code: 252. DB::Exception: Too many parts. (TOO_MANY_PARTS)")),
    };

    private Fault Injected((string Kind, Fault Fault) chosen)
    {
        injected[chosen.Kind] = injected.GetValueOrDefault(chosen.Kind) + 1;
        return chosen.Fault;
    }
}
