using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Analytics.DeliveryLatency;

/// <summary>What a latency window is about. Shop and region are symbols.</summary>
internal readonly record struct LatencyKey(int Shop, int Region, Stage Stage);
