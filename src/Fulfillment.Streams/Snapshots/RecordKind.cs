namespace Fulfillment.Streams.Snapshots;

/// <summary>What a record of a snapshot is about. Numbers are part of the format: never reuse one.</summary>
internal enum RecordKind : byte
{
    /// <summary>Offsets, counters and clock of the lane. One in every snapshot.</summary>
    Lane = 1,

    /// <summary>Some texts of the lane's symbols.</summary>
    Symbols = 2,

    /// <summary>Ids of applied events.</summary>
    Seen = 3,

    /// <summary>Orders that were forgotten.</summary>
    Closed = 4,

    /// <summary>The clock of a shop.</summary>
    Shop = 5,

    /// <summary>An order.</summary>
    Order = 6,

    /// <summary>An ad-spend record.</summary>
    Ad = 7,

    /// <summary>The levels of a SKU.</summary>
    Stock = 8,

    /// <summary>What was written of a SKU.</summary>
    Sku = 9,
}
