namespace Fulfillment.Streams.Analytics.Deadlines;

/// <summary>What was promised when the order was placed; decides which deadlines apply.</summary>
public enum OrderType
{
    /// <summary><c>NORMAL</c>: in stock. Types this program does not know are treated so.</summary>
    Normal,

    /// <summary><c>PRE_ORDER</c>: not released yet; deadlines count from the release.</summary>
    PreOrder,

    /// <summary><c>BACKORDER</c>: sold while out of stock, with handling days.</summary>
    Backorder,

    /// <summary><c>CUSTOM</c>: customised, with handling days.</summary>
    Custom,

    /// <summary><c>MADE_TO_ORDER</c>: produced on order, with handling days.</summary>
    MadeToOrder,
}
