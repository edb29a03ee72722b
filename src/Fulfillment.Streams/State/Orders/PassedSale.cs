namespace Fulfillment.Streams.State.Orders;

/// <summary>A sale that an event replaced before it was written.</summary>
/// <param name="SoldAt">When its units counted as sold, Unix milliseconds.</param>
/// <param name="Lines">What was sold; the texts of its lines are gone.</param>
internal readonly record struct PassedSale(long SoldAt, OrderLine[] Lines);
