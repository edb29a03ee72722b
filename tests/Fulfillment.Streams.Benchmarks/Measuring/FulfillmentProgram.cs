using System.Globalization;

namespace Fulfillment.Streams.Benchmarks.Measuring;

/// <summary>The <c>fulfillment</c> program as users start it.</summary>
internal static class FulfillmentProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Its file: the one that users start, where the script that began this says where it is.</summary>
    public static string File { get; } =
        Environment.GetEnvironmentVariable("FULFILLMENT_PROGRAM") ?? Path.Combine(AppContext.BaseDirectory, "fulfillment.dll");

    /// <summary>Runs a verb to its end, and gives what it printed.</summary>
    public static Task<string> RunAsync(params string[] arguments) => ChildProcess.RunAsync([File, .. arguments], Longest);

    /// <summary>A busy day and a half of 16 shops with 50 products each: the same events for everybody. Made once.</summary>
    public static async Task<string> GenerateAsync(string directory, int events)
    {
        if (!Directory.Exists(directory))
        {
            await RunAsync(
                "generate", "--out", directory, "--events", events.ToString(CultureInfo.InvariantCulture),
                "--seed", "7", "--shops", "16", "--skus", "50", "--days", "3");
        }

        return directory;
    }
}
