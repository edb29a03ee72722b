namespace Fulfillment.Streams.Analytics.SkuClass;

/// <summary>Predictability by the coefficient of variation of weekly units.</summary>
public enum XyzClass
{
    /// <summary>Steady: at most 0.5.</summary>
    X,

    /// <summary>Varying: above 0.5, at most 1.0.</summary>
    Y,

    /// <summary>Erratic: above 1.0, or nothing sold.</summary>
    Z,
}
