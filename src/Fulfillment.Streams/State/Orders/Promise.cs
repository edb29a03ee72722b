namespace Fulfillment.Streams.State.Orders;

/// <summary>A delivery against its deliver-by.</summary>
internal enum Promise : byte
{
    /// <summary>There was none, or the stage is not judged.</summary>
    None,
    OnTime,
    Late,
}
