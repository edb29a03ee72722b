namespace Fulfillment.Streams.State.Orders;

/// <summary>The fields of an order that are merged one by one; each has its own last writer.</summary>
internal enum OrderField
{
    Status,
    Region,
    FulfillmentType,
    ShippingType,
    OrderType,
    WarehouseId,
    Currency,
    CancelInitiator,
    CancelReason,
    CreateTime,
    PaidTime,
    HandlingDays,
    ReleaseTime,
    IsSample,
    DispatchDeadline,
    DeliverBy,
    BuyerId,
    Lines,
}
