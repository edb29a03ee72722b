namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>The day a deadline counts from.</summary>
public enum DeadlineBase
{
    /// <summary><c>order</c>: the local date of creation.</summary>
    Order,

    /// <summary><c>handling</c>: the local date of creation, the handling days added to the rule's own.</summary>
    Handling,

    /// <summary><c>release</c>: the local date of release.</summary>
    Release,

    /// <summary><c>dispatch</c>: the day of the dispatch deadline.</summary>
    Dispatch,
}
