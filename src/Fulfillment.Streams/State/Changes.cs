using Fulfillment.Streams.State.Ads;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.State;

/// <summary>
/// Everything that changed in a lane between two flushes; what analytics turn into rows. Lists by their own type: they hold
/// hundreds of thousands, and a loop over an interface makes two calls for each.
/// </summary>
internal sealed class Changes
{
    /// <summary>Goes into every row: assignment epoch in the upper 32 bits, flush number in the lower.</summary>
    public required ulong Version { get; init; }

    /// <summary>Shops with an event or a moved clock, and those that have gone quiet and are settling.</summary>
    public required List<Shop> Shops { get; init; }

    /// <summary>Orders whose events changed, facts before and after.</summary>
    public required TouchedOrders Orders { get; init; }

    /// <summary>Ad records that changed, by how much.</summary>
    public required List<(Shop Shop, AdKey Key, AdFigures Change)> Ads { get; init; }

    /// <summary>What each topic partition of the lane counted so far.</summary>
    public required List<InputCounters> Inputs { get; init; }
}
