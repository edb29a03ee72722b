using Fulfillment.Streams.Ingest;
using Google.Protobuf.Reflection;

namespace Fulfillment.Streams.Messages;

/// <summary>The message of each topic, as protoc and Google's library know it.</summary>
public static class MessageKinds
{
    private static readonly string[] Units = ["_ms", "_micros"];

    /// <summary>The message that a topic's records are.</summary>
    public static MessageDescriptor Of(Topic topic) => topic switch
    {
        Topic.Orders => Order.Descriptor,
        Topic.AdSpend => AdSpend.Descriptor,
        Topic.Tracking => Scan.Descriptor,
        Topic.Stock => StockLevel.Descriptor,
        Topic.Returns => Return.Descriptor,
        _ => Plan.Descriptor,
    };

    /// <summary>A field's name in JSON and the unit its name ends in, if any.</summary>
    public static (string Name, string Unit) JsonNameOf(FieldDescriptor field)
    {
        var unit = Units.FirstOrDefault(unit => field.Name.EndsWith(unit, StringComparison.Ordinal)) ?? "";
        return (field.Name[..^unit.Length], unit);
    }
}
