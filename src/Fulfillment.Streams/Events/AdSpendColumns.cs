namespace Fulfillment.Streams.Events;

/// <summary>Events of the <c>ad-spend</c> topic: restatements of one (campaign, ad group, SKU, region, hour).</summary>
public sealed class AdSpendColumns : EventColumns
{
    /// <summary>An empty set of columns on its own arena.</summary>
    public AdSpendColumns()
        : base(new Utf8Arena())
    {
        CampaignId = Slices();
        AdGroupId = Slices();
        Sku = Slices();
        Region = Slices();
        Hour = Numbers();
        Spend = Numbers();
        Impressions = Numbers();
        Clicks = Numbers();
        Conversions = Numbers();
        Gmv = Numbers();
        Currency = Slices();
        Revision = Numbers();
        Kind = Slices();
    }

    /// <summary><c>campaign_id</c>, required.</summary>
    public Column<Utf8Slice> CampaignId { get; }

    /// <summary><c>adgroup_id</c>, part of the key where present.</summary>
    public Column<Utf8Slice> AdGroupId { get; }

    /// <summary><c>sku</c>, part of the key where present.</summary>
    public Column<Utf8Slice> Sku { get; }

    /// <summary><c>region</c>, part of the key where present; upper case.</summary>
    public Column<Utf8Slice> Region { get; }

    /// <summary><c>hour</c>, required: start of the hour, Unix milliseconds, floored to the hour.</summary>
    public Column<long> Hour { get; }

    /// <summary><c>spend</c>, required, micros, 0 or more.</summary>
    public Column<long> Spend { get; }

    /// <summary><c>impressions</c>, 0 or more.</summary>
    public Column<long> Impressions { get; }

    /// <summary><c>clicks</c>, 0 or more.</summary>
    public Column<long> Clicks { get; }

    /// <summary><c>conversions</c>, 0 or more.</summary>
    public Column<long> Conversions { get; }

    /// <summary><c>gmv</c>, micros, 0 or more.</summary>
    public Column<long> Gmv { get; }

    /// <summary><c>currency</c>.</summary>
    public Column<Utf8Slice> Currency { get; }

    /// <summary><c>revision</c>; the highest wins, absent counts as 0.</summary>
    public Column<long> Revision { get; }

    /// <summary><c>kind</c>: AD, GMV_MAX or LIVE; unknown values are kept.</summary>
    public Column<Utf8Slice> Kind { get; }
}
