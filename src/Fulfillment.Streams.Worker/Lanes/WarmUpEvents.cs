using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>A few events of each topic, after which every table has a row: two orders, one delivered and returned, one cancelled.</summary>
internal static class WarmUpEvents
{
    /// <summary>The lines of a topic, as they would be posted.</summary>
    public static ReadOnlySpan<byte> Of(Topic topic) => topic switch
    {
        Topic.Orders => """
            {"event_id":"o1","shop_id":"s","event_time":"2026-06-01T00:07:45.211Z","order_id":"1","status":"UNPAID","create_time":"2026-06-01T00:07:45.211Z","region":"NY","buyer_id":"b1","fulfillment_type":"FULFILLMENT_BY_SELLER","shipping_type":"TIKTOK","order_type":"NORMAL","warehouse_id":"east","currency":"USD","lines":[{"line_id":"l1","sku":"A","quantity":1,"unit_price":"79.99"},{"line_id":"l2","sku":"B","quantity":2,"unit_price":"4.99"}]}
            {"event_id":"o2","shop_id":"s","event_time":"2026-06-01T00:09:17.285Z","order_id":"1","status":"ON_HOLD","paid_time":"2026-06-01T00:09:17.285Z"}
            {"event_id":"o3","shop_id":"s","event_time":"2026-06-01T01:09:17.285Z","order_id":"1","status":"AWAITING_SHIPMENT","tts_sla_time":"2026-06-03T06:59:59Z","delivery_sla_time":"2026-06-09T06:59:59Z"}
            {"event_id":"o4","shop_id":"s","event_time":"2026-06-01T10:51:51.152Z","order_id":"1","status":"IN_TRANSIT"}
            {"event_id":"o5","shop_id":"s","event_time":"2026-06-03T16:54:45.896Z","order_id":"1","status":"DELIVERED"}
            {"event_id":"o6","shop_id":"s","event_time":"2026-06-02T00:07:45.211Z","order_id":"2","status":"UNPAID","create_time":"2026-06-02T00:07:45.211Z","region":"CA","buyer_id":"b2","warehouse_id":"east","currency":"USD","lines":[{"line_id":"l3","sku":"A","quantity":1,"unit_price":"79.99"}]}
            {"event_id":"o7","shop_id":"s","event_time":"2026-06-02T04:38:56.254Z","order_id":"2","status":"CANCELLED","cancel_initiator":"SYSTEM","cancel_reason":"payment_timeout"}
            {"event_id":"o2","shop_id":"s","event_time":"2026-06-01T00:09:17.285Z","order_id":"1","status":"ON_HOLD","paid_time":"2026-06-01T00:09:17.285Z"}
            """u8,
        Topic.Tracking => """
            {"event_id":"t1","shop_id":"s","event_time":"2026-06-01T07:43:39.516Z","order_id":"1","package_id":"p1","carrier":"USPS","tracking_number":"94009397930000000030","status":"LABEL_CREATED"}
            {"event_id":"t2","shop_id":"s","event_time":"2026-06-01T03:51:50.152-07:00","order_id":"1","package_id":"p1","carrier":"USPS","tracking_number":"94009397930000000030","status":"ACCEPTED","location":"Sort facility","lines":["l1","l2"]}
            {"event_id":"t3","shop_id":"s","event_time":"2026-06-02T00:31:51.393Z","order_id":"1","package_id":"p1","carrier":"USPS","tracking_number":"94009397930000000030","status":"IN_TRANSIT"}
            {"event_id":"t4","shop_id":"s","event_time":"2026-06-03T16:54:44.896Z","order_id":"1","package_id":"p1","carrier":"USPS","tracking_number":"94009397930000000030","status":"DELIVERED"}
            """u8,
        Topic.AdSpend => """
            {"event_id":"a1","shop_id":"s","event_time":"2026-06-01T01:08:00Z","campaign_id":"c","adgroup_id":"g","sku":"A","hour":"2026-06-01T00:00:00Z","kind":"AD","spend":"9.28","impressions":1416,"clicks":25,"conversions":0,"gmv":"0.00","currency":"USD","revision":1}
            {"event_id":"a2","shop_id":"s","event_time":"2026-06-01T02:08:00Z","campaign_id":"c","adgroup_id":"g","sku":"A","hour":"2026-06-01T00:00:00Z","kind":"AD","spend":"9.30","impressions":1420,"clicks":26,"conversions":1,"gmv":"79.99","currency":"USD","revision":2}
            """u8,
        Topic.Stock => """
            {"event_id":"s1","shop_id":"s","event_time":"2026-06-01T00:00:00Z","sku":"A","warehouse_id":"east","on_hand":20,"inbound":[{"quantity":114,"eta":"2026-06-04T20:49:22.95Z"}],"lead_time_days":8.9,"lead_time_sd_days":2.1,"unit_cost":"2.57"}
            {"event_id":"s2","shop_id":"s","event_time":"2026-06-01T12:00:00Z","sku":"A","warehouse_id":"east","on_hand":0}
            {"event_id":"s3","shop_id":"s","event_time":"2026-06-03T12:00:00Z","sku":"A","warehouse_id":"east","on_hand":9}
            """u8,
        Topic.Returns => """
            {"event_id":"r1","shop_id":"s","event_time":"2026-06-03T17:30:31.985Z","return_id":"r","order_id":"1","line_id":"l1","sku":"A","quantity":1,"type":"RETURN_REFUND","status":"REQUESTED","reason":"defective","refund_amount":"79.99"}
            {"event_id":"r2","shop_id":"s","event_time":"2026-06-03T18:30:31.985Z","return_id":"r","order_id":"1","line_id":"l1","sku":"A","quantity":1,"type":"RETURN_REFUND","status":"COMPLETED","reason":"defective","refund_amount":"79.99"}
            """u8,
        _ => """
            {"event_id":"p1","shop_id":"s","event_time":"2026-06-01T02:20:58.866Z","plan_id":"p","sku":"A","kind":"LIVE","starts_at":"2026-06-03T02:13:09.149Z","ends_at":"2026-06-03T03:51:53.669Z","expected_spend":"55.47","uplift":19.9}
            """u8,
    };
}
