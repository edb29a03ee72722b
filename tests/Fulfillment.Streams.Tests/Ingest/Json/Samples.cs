using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Ingest.Json;

/// <summary>One event of each kind, with every property of the contract.</summary>
internal static class Samples
{
    public const string Order = """
        {"event_id":"o-1","shop_id":"s1","event_time":"2026-03-07T04:00:00Z","order_id":"576653688135258178","status":"AWAITING_SHIPMENT",
        "create_time":1772856000,"paid_time":1772856005123,"region":"CA","buyer_id":"b9","fulfillment_type":"FULFILLMENT_BY_SELLER",
        "shipping_type":"TIKTOK","order_type":"PRE_ORDER","handling_days":2,"release_time":"2026-03-20T00:00:00-07:00","is_sample":false,
        "warehouse_id":"w1","currency":"USD","tts_sla_time":"2026-03-11T06:59:59Z","delivery_sla_time":"2026-03-17T06:59:59Z",
        "cancel_initiator":"BUYER","cancel_reason":"changed my mind","lines":[
        {"line_id":"l1","sku":"A","quantity":2,"unit_price":"19.99","campaign_id":"c1"},{"line_id":"l2","sku":"B","quantity":1,"unit_price":0.000001}]}
        """;

    public const string AdSpend = """
        {"event_id":"a-1","shop_id":"s1","event_time":"2026-03-07T05:10:00Z","campaign_id":"c1","adgroup_id":"g1","sku":"A","region":"TX",
        "hour":"2026-03-07T04:00:00Z","spend":"12.345678","impressions":1000,"clicks":12,"conversions":3,"gmv":"59.97","currency":"USD",
        "revision":2,"kind":"GMV_MAX"}
        """;

    public const string Tracking = """
        {"event_id":"t-1","shop_id":"s1","event_time":"2026-03-08T10:00:00+02:00","order_id":"o1","package_id":"p1","carrier":"USPS",
        "tracking_number":"9400","status":"ACCEPTED","description":"Accepted at USPS","location":"LOS ANGELES, CA","lines":["l1","l2"]}
        """;

    public const string Stock = """
        {"event_id":"k-1","shop_id":"s1","event_time":"2026-03-07T00:00:00Z","sku":"A","warehouse_id":"w1","on_hand":-2,
        "inbound":[{"quantity":20,"eta":"2026-03-12T00:00:00Z"},{"quantity":5,"eta":1773700000}],"lead_time_days":6.5,
        "lead_time_sd_days":"2","unit_cost":4.25}
        """;

    public const string Return = """
        {"event_id":"r-1","shop_id":"s1","event_time":"2026-03-09T00:00:00Z","return_id":"r1","order_id":"o1","line_id":"l1","sku":"A",
        "quantity":1,"type":"REFUND_ONLY","status":"REQUESTED","reason":"broken","refund_amount":"19.99"}
        """;

    public const string Plan = """
        {"event_id":"p-1","shop_id":"s1","event_time":"2026-03-09T00:00:00Z","plan_id":"p1","sku":"A","kind":"LIVE",
        "starts_at":"2026-03-15T18:00:00-07:00","ends_at":"2026-03-15T21:00:00-07:00","expected_spend":"500","uplift":2.5,"cancelled":true}
        """;

    /// <summary>The sample of a topic.</summary>
    public static string Of(Topic topic) => topic switch
    {
        Topic.Orders => Order,
        Topic.AdSpend => AdSpend,
        Topic.Tracking => Tracking,
        Topic.Stock => Stock,
        Topic.Returns => Return,
        _ => Plan,
    };
}
