using System.Text.Json;

namespace Fulfillment.Streams.Generator;

/// <summary>The field names of the contract, encoded once.</summary>
internal static class Field
{
    public static readonly JsonEncodedText EventId = JsonEncodedText.Encode("event_id");
    public static readonly JsonEncodedText ShopId = JsonEncodedText.Encode("shop_id");
    public static readonly JsonEncodedText EventTime = JsonEncodedText.Encode("event_time");
    public static readonly JsonEncodedText OrderId = JsonEncodedText.Encode("order_id");
    public static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    public static readonly JsonEncodedText CreateTime = JsonEncodedText.Encode("create_time");
    public static readonly JsonEncodedText PaidTime = JsonEncodedText.Encode("paid_time");
    public static readonly JsonEncodedText Region = JsonEncodedText.Encode("region");
    public static readonly JsonEncodedText BuyerId = JsonEncodedText.Encode("buyer_id");
    public static readonly JsonEncodedText FulfillmentType = JsonEncodedText.Encode("fulfillment_type");
    public static readonly JsonEncodedText ShippingType = JsonEncodedText.Encode("shipping_type");
    public static readonly JsonEncodedText OrderType = JsonEncodedText.Encode("order_type");
    public static readonly JsonEncodedText HandlingDays = JsonEncodedText.Encode("handling_days");
    public static readonly JsonEncodedText ReleaseTime = JsonEncodedText.Encode("release_time");
    public static readonly JsonEncodedText IsSample = JsonEncodedText.Encode("is_sample");
    public static readonly JsonEncodedText WarehouseId = JsonEncodedText.Encode("warehouse_id");
    public static readonly JsonEncodedText Currency = JsonEncodedText.Encode("currency");
    public static readonly JsonEncodedText DispatchDeadline = JsonEncodedText.Encode("tts_sla_time");
    public static readonly JsonEncodedText DeliverBy = JsonEncodedText.Encode("delivery_sla_time");
    public static readonly JsonEncodedText CancelInitiator = JsonEncodedText.Encode("cancel_initiator");
    public static readonly JsonEncodedText CancelReason = JsonEncodedText.Encode("cancel_reason");
    public static readonly JsonEncodedText Lines = JsonEncodedText.Encode("lines");
    public static readonly JsonEncodedText LineId = JsonEncodedText.Encode("line_id");
    public static readonly JsonEncodedText Sku = JsonEncodedText.Encode("sku");
    public static readonly JsonEncodedText Quantity = JsonEncodedText.Encode("quantity");
    public static readonly JsonEncodedText UnitPrice = JsonEncodedText.Encode("unit_price");
    public static readonly JsonEncodedText CampaignId = JsonEncodedText.Encode("campaign_id");
    public static readonly JsonEncodedText PackageId = JsonEncodedText.Encode("package_id");
    public static readonly JsonEncodedText Carrier = JsonEncodedText.Encode("carrier");
    public static readonly JsonEncodedText TrackingNumber = JsonEncodedText.Encode("tracking_number");
    public static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");
    public static readonly JsonEncodedText Location = JsonEncodedText.Encode("location");
    public static readonly JsonEncodedText AdGroupId = JsonEncodedText.Encode("adgroup_id");
    public static readonly JsonEncodedText Hour = JsonEncodedText.Encode("hour");
    public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    public static readonly JsonEncodedText Spend = JsonEncodedText.Encode("spend");
    public static readonly JsonEncodedText Impressions = JsonEncodedText.Encode("impressions");
    public static readonly JsonEncodedText Clicks = JsonEncodedText.Encode("clicks");
    public static readonly JsonEncodedText Conversions = JsonEncodedText.Encode("conversions");
    public static readonly JsonEncodedText Gmv = JsonEncodedText.Encode("gmv");
    public static readonly JsonEncodedText Revision = JsonEncodedText.Encode("revision");
    public static readonly JsonEncodedText OnHand = JsonEncodedText.Encode("on_hand");
    public static readonly JsonEncodedText Inbound = JsonEncodedText.Encode("inbound");
    public static readonly JsonEncodedText Eta = JsonEncodedText.Encode("eta");
    public static readonly JsonEncodedText LeadTimeDays = JsonEncodedText.Encode("lead_time_days");
    public static readonly JsonEncodedText LeadTimeSdDays = JsonEncodedText.Encode("lead_time_sd_days");
    public static readonly JsonEncodedText UnitCost = JsonEncodedText.Encode("unit_cost");
    public static readonly JsonEncodedText ReturnId = JsonEncodedText.Encode("return_id");
    public static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    public static readonly JsonEncodedText Reason = JsonEncodedText.Encode("reason");
    public static readonly JsonEncodedText RefundAmount = JsonEncodedText.Encode("refund_amount");
    public static readonly JsonEncodedText PlanId = JsonEncodedText.Encode("plan_id");
    public static readonly JsonEncodedText StartsAt = JsonEncodedText.Encode("starts_at");
    public static readonly JsonEncodedText EndsAt = JsonEncodedText.Encode("ends_at");
    public static readonly JsonEncodedText ExpectedSpend = JsonEncodedText.Encode("expected_spend");
    public static readonly JsonEncodedText Uplift = JsonEncodedText.Encode("uplift");
    public static readonly JsonEncodedText Cancelled = JsonEncodedText.Encode("cancelled");
}
