using System.Collections.Concurrent;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>The local days of each shop, as configured. Thread-safe.</summary>
public sealed class ShopCalendars(LaneOptions options)
{
    private readonly ConcurrentDictionary<string, ShopCalendar> _byZone = [];

    /// <summary>The calendar of a shop: its own zone where it has one, the default otherwise.</summary>
    public ShopCalendar Of(string shopId) => _byZone.GetOrAdd(
        options.ShopTimeZones.TryGetValue(shopId, out var own) ? own : options.TimeZone, ShopCalendar.ForZone);
}
