using System.ComponentModel.DataAnnotations;
using Fulfillment.Streams.Analytics.StockoutRisk;

namespace Fulfillment.Streams.State;

/// <summary>What a lane keeps and how it judges time.</summary>
public sealed class LaneOptions
{
    /// <summary>
    /// How far behind the lane clock an event may be and still count. What is older is counted late and kept in the late
    /// output. State is kept for 92 days longer, so that whatever still counts finds the windows it changes.
    /// </summary>
    /// <value>The default is 90 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "3660.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How long a product is remembered after the last day of which it can have a row, 90 days after its last sale or stock level,
    /// where that is longer than the state around it. What was written of it stands; with a shop's last product the shop goes too.
    /// </summary>
    /// <value>The default is 730 days.</value>
    [Range(typeof(TimeSpan), "00:00:00", "3660.00:00:00")]
    public TimeSpan SkuRetention { get; set; } = TimeSpan.FromDays(730);

    /// <summary>
    /// How many orders a lane remembers to have forgotten, so that what is said of them later is counted late and does not
    /// overwrite their rows; about 20 bytes each. An order is forgotten when nobody spoke of it for as long as state is kept.
    /// </summary>
    /// <value>The default is 10 million.</value>
    [Range(0, 1_000_000_000)]
    public int ClosedOrders { get; set; } = 10_000_000;

    /// <summary>How far behind the newest event of its topic partition another is still expected.</summary>
    /// <value>The default is 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OutOfOrderness { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Wall time without events after which a topic partition no longer holds the lane clock back.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>IANA name of the time zone of shops that <see cref="ShopTimeZones"/> does not name.</summary>
    /// <value>The default is America/Los_Angeles.</value>
    [Required]
    public string TimeZone { get; set; } = "America/Los_Angeles";

    /// <summary>IANA time zones by shop id.</summary>
    public IDictionary<string, string> ShopTimeZones { get; } = new Dictionary<string, string>();

    /// <summary>What stock-out risk assumes.</summary>
    public RiskOptions Risk { get; } = new();
}
