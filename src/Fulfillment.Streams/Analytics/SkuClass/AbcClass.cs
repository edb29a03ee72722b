namespace Fulfillment.Streams.Analytics.SkuClass;

/// <summary>Importance by share of revenue.</summary>
public enum AbcClass
{
    /// <summary>The best sellers that together make the first 80 % of revenue.</summary>
    A,

    /// <summary>Those that follow, up to 95 %.</summary>
    B,

    /// <summary>The rest, and everything without revenue.</summary>
    C,
}
