using Fulfillment.Streams.Ingest.Json.Scan;
using Fulfillment.Streams.Ingest.Protobuf;

namespace Fulfillment.Streams.Events;

/// <summary>What every event has: identity, shop, time and where it was read.</summary>
public abstract class EventColumns : Columns
{
    private protected EventColumns(Utf8Arena text)
        : base(text)
    {
        Offset = Numbers();
        EventId = Slices();
        ShopId = Slices();
        EventTime = Numbers();
    }

    /// <summary>Offset of the record in its topic partition.</summary>
    public Column<long> Offset { get; }

    /// <summary><c>event_id</c>, required; the same event delivered again has the same one.</summary>
    public Column<Utf8Slice> EventId { get; }

    /// <summary><c>shop_id</c>, required; the partition key.</summary>
    public Column<Utf8Slice> ShopId { get; }

    /// <summary><c>event_time</c>, required, Unix milliseconds, UTC.</summary>
    public Column<long> EventTime { get; }

    /// <summary>Fills these columns from usual records; made at the first.</summary>
    internal ObjectScanner? Scanner { get; set; }

    /// <summary>Fills them from messages; made at the first.</summary>
    internal MessageReader? Messages { get; set; }
}
