using Fulfillment.Streams.Events;
using static Fulfillment.Streams.Ingest.Json.FieldsOf<Fulfillment.Streams.Events.TrackingColumns>;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Reads the <c>tracking</c> topic; carriers' and aggregators' status codes become canonical ones.</summary>
internal sealed class TrackingReader() : EventReader<TrackingColumns>(Fields)
{
    private static readonly FieldSet<TrackingColumns> Fields = new(Event<TrackingColumns>(
        Key("order_id", c => c.OrderId),
        Key("package_id", c => c.PackageId),
        Id("carrier", c => c.Carrier),
        Id("tracking_number", c => c.TrackingNumber),
        Code("status", c => c.RawStatus, required: true),
        Words("description", c => c.Description),
        Words("location", c => c.Location),
        new IdListField<TrackingColumns, PackageLineColumns>("lines", c => new(c.Lines, c.LineStart, c.LineCount), c => c.LineId)));

    /// <inheritdoc/>
    protected override void Derive(TrackingColumns columns, int row) =>
        columns.Status[row] = columns.MappedBefore.Map(columns.Text[columns.RawStatus[row]], columns.Text[columns.Carrier[row]]);
}
