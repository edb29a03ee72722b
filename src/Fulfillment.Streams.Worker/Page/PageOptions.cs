using System.ComponentModel.DataAnnotations;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Worker.Page;

/// <summary>How the live page behaves.</summary>
public sealed class PageOptions
{
    /// <summary>How often a viewer hears of changes at most. A query's answer is shared between viewers for half of it, one second at most.</summary>
    /// <value>The default is 1 second.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan LiveInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stream may be silent before a heartbeat keeps proxies from closing it.</summary>
    /// <value>The default is 15 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one of the page's queries may run.</summary>
    /// <value>The default is 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan QueryTimeMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The local days of a shop, by shop id. The same as the engine uses.</summary>
    /// <value>The default is America/Los_Angeles for every shop.</value>
    public Func<string, ShopCalendar> Calendar { get; set; } = _ => ShopCalendar.Default;

    /// <summary>Where set-up put the chart library and the map. Without them the page shows its tables only.</summary>
    /// <value>The default is <c>web</c> in the cache folder that <c>eng/setup</c> fills.</value>
    public string LibraryDirectory { get; set; } = Path.Combine(CacheDirectory(), "web");

    private static string CacheDirectory()
    {
        if (Environment.GetEnvironmentVariable("FULFILLMENT_CACHE") is { Length: > 0 } chosen)
            return chosen;
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(caches, "fulfillment-streams");
    }
}
