using System.ComponentModel.DataAnnotations;

namespace Fulfillment.Streams.Analytics.StockoutRisk;

/// <summary>What the stock-out risk assumes where events do not say.</summary>
public sealed class RiskOptions
{
    /// <summary>Days from order to arrival where no stock event said so.</summary>
    /// <value>The default is 7 days.</value>
    [Range(0.0, 365.0)]
    public double LeadTimeDays { get; set; } = 7;

    /// <summary>Standard deviation of the lead time, days, where no stock event said so.</summary>
    /// <value>The default is 0.</value>
    [Range(0.0, 365.0)]
    public double LeadTimeSdDays { get; set; }

    /// <summary>Probability of not running out during a lead time that safety stock aims at.</summary>
    /// <value>The default is 0.95.</value>
    [Range(0.5, 0.99999)]
    public double ServiceLevel { get; set; } = 0.95;

    /// <summary>Days of demand a suggested order covers beyond the reorder point.</summary>
    /// <value>The default is 14 days.</value>
    [Range(0.0, 365.0)]
    public double ReviewDays { get; set; } = 14;

    /// <summary>Shop-local days of sales that demand is estimated from, today included.</summary>
    /// <value>The default is 30 days.</value>
    [Range(2, 90)]
    public int DemandDays { get; set; } = 30;
}
