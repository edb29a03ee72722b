using NodaTime;

namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>One edition of a policy: what applies to orders created from a date on. Immutable.</summary>
public sealed class DispatchRules
{
    private readonly OrderTypeRule[] _byType;

    internal DispatchRules(LocalDate validFrom, DispatchClock clock, OrderTypeRule[] byType)
    {
        ValidFrom = validFrom;
        Clock = clock;
        _byType = byType;
    }

    /// <summary>The first creation date, in the policy's zone, these rules apply to.</summary>
    public LocalDate ValidFrom { get; }

    /// <summary>What stops the dispatch clock.</summary>
    public DispatchClock Clock { get; }

    /// <summary>The deadlines of a type.</summary>
    public OrderTypeRule this[OrderType type] => _byType[(int)type];
}
