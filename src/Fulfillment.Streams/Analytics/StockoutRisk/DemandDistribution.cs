namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>Which distribution describes demand over lead time; chosen from its first two moments.</summary>
public enum DemandDistribution
{
    /// <summary>Variance at most the mean: Poisson with that mean.</summary>
    Poisson,

    /// <summary>Variance above the mean and mean below 400: negative binomial with both moments.</summary>
    NegativeBinomial,

    /// <summary>Variance above the mean and mean of 400 or more: normal with both moments.</summary>
    Normal,
}
