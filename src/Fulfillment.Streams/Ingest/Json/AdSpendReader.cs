using Fulfillment.Streams.Events;
using static Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.AdSpendColumns>;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Reads the <c>ad-spend</c> topic.</summary>
internal sealed class AdSpendReader() : EventReader<AdSpendColumns>(Fields)
{
    private static readonly FieldSet<AdSpendColumns> Fields = new(Event<AdSpendColumns>(
        Key("campaign_id", c => c.CampaignId),
        Id("adgroup_id", c => c.AdGroupId),
        Id("sku", c => c.Sku),
        Region(c => c.Region),
        Hour("hour", c => c.Hour),
        Money("spend", c => c.Spend, required: true),
        Count("impressions", c => c.Impressions),
        Count("clicks", c => c.Clicks),
        Count("conversions", c => c.Conversions),
        Money("gmv", c => c.Gmv),
        Code("currency", c => c.Currency),
        Count("revision", c => c.Revision),
        Code("kind", c => c.Kind)));
}
