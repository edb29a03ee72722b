namespace Fulfillment.Streams.Analytics.Forecast;

/// <summary>The four quadrants of Syntetos, Boylan and Croston, On the categorization of demand patterns, JORS 56, 2005.</summary>
public enum DemandPattern
{
    /// <summary>Frequent, similar quantities: interval below 1.32, CV² below 0.49.</summary>
    Smooth,

    /// <summary>Rare, similar quantities: interval of 1.32 or more, CV² below 0.49. No demand at all counts here.</summary>
    Intermittent,

    /// <summary>Frequent, varying quantities: interval below 1.32, CV² of 0.49 or more.</summary>
    Erratic,

    /// <summary>Rare, varying quantities: interval of 1.32 or more, CV² of 0.49 or more.</summary>
    Lumpy,
}
