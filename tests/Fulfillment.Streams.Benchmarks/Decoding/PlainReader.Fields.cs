using System.Text.Json;

namespace Fulfillment.Streams.Benchmarks.Decoding;

/// <content>The fields of each topic.</content>
internal sealed partial class PlainReader
{
    private void Order(ref Utf8JsonReader reader, int row)
    {
        if (reader.ValueTextEquals("order_id"u8))
        {
            orders.OrderId[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("status"u8))
        {
            orders.Status[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("create_time"u8))
        {
            orders.CreateTime[row] = Time(ref reader);
        }
        else if (reader.ValueTextEquals("paid_time"u8))
        {
            orders.PaidTime[row] = Time(ref reader);
        }
        else if (reader.ValueTextEquals("region"u8))
        {
            orders.Region[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("buyer_id"u8))
        {
            orders.BuyerId[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("fulfillment_type"u8))
        {
            orders.FulfillmentType[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("shipping_type"u8))
        {
            orders.ShippingType[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("order_type"u8))
        {
            orders.OrderType[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("handling_days"u8))
        {
            orders.HandlingDays[row] = Number(ref reader);
        }
        else if (reader.ValueTextEquals("release_time"u8))
        {
            orders.ReleaseTime[row] = Time(ref reader);
        }
        else if (reader.ValueTextEquals("is_sample"u8))
        {
            orders.IsSample[row] = reader.Read() && reader.GetBoolean() ? 1 : 0;
        }
        else if (reader.ValueTextEquals("warehouse_id"u8))
        {
            orders.WarehouseId[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("currency"u8))
        {
            orders.Currency[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("tts_sla_time"u8))
        {
            orders.DispatchDeadline[row] = Time(ref reader);
        }
        else if (reader.ValueTextEquals("delivery_sla_time"u8))
        {
            orders.DeliverBy[row] = Time(ref reader);
        }
        else if (reader.ValueTextEquals("cancel_initiator"u8))
        {
            orders.CancelInitiator[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("cancel_reason"u8))
        {
            orders.CancelReason[row] = Text(ref reader, orders.Text);
        }
        else if (reader.ValueTextEquals("lines"u8))
        {
            orders.LineCount[row] = Lines(ref reader);
        }
        else
        {
            Skip(ref reader);
        }
    }

    private int Lines(ref Utf8JsonReader reader)
    {
        var lines = orders.Lines;
        var count = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var row = lines.AddRow();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("line_id"u8))
                {
                    lines.LineId[row] = Text(ref reader, lines.Text);
                }
                else if (reader.ValueTextEquals("sku"u8))
                {
                    lines.Sku[row] = Text(ref reader, lines.Text);
                }
                else if (reader.ValueTextEquals("quantity"u8))
                {
                    lines.Quantity[row] = Number(ref reader);
                }
                else if (reader.ValueTextEquals("unit_price"u8))
                {
                    lines.UnitPrice[row] = Money(ref reader);
                }
                else if (reader.ValueTextEquals("campaign_id"u8))
                {
                    lines.CampaignId[row] = Text(ref reader, lines.Text);
                }
                else
                {
                    Skip(ref reader);
                }
            }

            count++;
        }

        return count;
    }

    private void Scan(ref Utf8JsonReader reader, int row)
    {
        if (reader.ValueTextEquals("order_id"u8))
        {
            scans.OrderId[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("package_id"u8))
        {
            scans.PackageId[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("carrier"u8))
        {
            scans.Carrier[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("tracking_number"u8))
        {
            scans.TrackingNumber[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("status"u8))
        {
            scans.RawStatus[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("description"u8))
        {
            scans.Description[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("location"u8))
        {
            scans.Location[row] = Text(ref reader, scans.Text);
        }
        else if (reader.ValueTextEquals("lines"u8))
        {
            scans.LineCount[row] = LineIds(ref reader);
        }
        else
        {
            Skip(ref reader);
        }
    }

    private int LineIds(ref Utf8JsonReader reader)
    {
        var count = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            scans.Lines.LineId[scans.Lines.AddRow()] = Here(ref reader, scans.Text);
            count++;
        }

        return count;
    }

    private void Ad(ref Utf8JsonReader reader, int row)
    {
        if (reader.ValueTextEquals("campaign_id"u8))
        {
            ads.CampaignId[row] = Text(ref reader, ads.Text);
        }
        else if (reader.ValueTextEquals("adgroup_id"u8))
        {
            ads.AdGroupId[row] = Text(ref reader, ads.Text);
        }
        else if (reader.ValueTextEquals("sku"u8))
        {
            ads.Sku[row] = Text(ref reader, ads.Text);
        }
        else if (reader.ValueTextEquals("region"u8))
        {
            ads.Region[row] = Text(ref reader, ads.Text);
        }
        else if (reader.ValueTextEquals("hour"u8))
        {
            ads.Hour[row] = Time(ref reader);
        }
        else if (reader.ValueTextEquals("spend"u8))
        {
            ads.Spend[row] = Money(ref reader);
        }
        else if (reader.ValueTextEquals("impressions"u8))
        {
            ads.Impressions[row] = Number(ref reader);
        }
        else if (reader.ValueTextEquals("clicks"u8))
        {
            ads.Clicks[row] = Number(ref reader);
        }
        else if (reader.ValueTextEquals("conversions"u8))
        {
            ads.Conversions[row] = Number(ref reader);
        }
        else if (reader.ValueTextEquals("gmv"u8))
        {
            ads.Gmv[row] = Money(ref reader);
        }
        else if (reader.ValueTextEquals("currency"u8))
        {
            ads.Currency[row] = Text(ref reader, ads.Text);
        }
        else if (reader.ValueTextEquals("revision"u8))
        {
            ads.Revision[row] = Number(ref reader);
        }
        else if (reader.ValueTextEquals("kind"u8))
        {
            ads.Kind[row] = Text(ref reader, ads.Text);
        }
        else
        {
            Skip(ref reader);
        }
    }
}
