using Fulfillment.Streams.Worker.Page;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>A test in Debian's chromium with the page's libraries; skipped, with the reason, where set-up has not put them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Files = ["uPlot.iife.min.js", "uPlot.min.css", "states-albers-10m.json", Accessibility];

    public BrowserFactAttribute()
    {
        if (!File.Exists(Chromium))
            Skip = $"{Chromium} is missing: eng/setup --tests installs it";
        else if (Array.Find(Files, file => !File.Exists(Library(file))) is { } missing)
            Skip = $"{missing} is missing: eng/setup --tests fetches it";
    }

    /// <summary>The accessibility checker that runs inside the page.</summary>
    public const string Accessibility = "axe.min.js";

    /// <summary>Where set-up keeps a file of the page.</summary>
    public static string Library(string file) => Path.Combine(new PageOptions().LibraryDirectory, file);
}
