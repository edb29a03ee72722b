using System.Runtime.InteropServices;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>Finds <c>libchdb.so</c>: beside the program, or where <c>eng/setup</c> puts it in the user's cache.</summary>
internal static class ChdbLibrary
{
    private const string File = "libchdb.so";

    /// <summary>Where the library is looked for, best first.</summary>
    public static IReadOnlyList<string> Candidates(Func<string, string?> environment, string programDirectory)
    {
        var cache = environment("FULFILLMENT_CACHE") is { Length: > 0 } own ? own
            : environment("XDG_CACHE_HOME") is { Length: > 0 } xdg ? Path.Combine(xdg, "fulfillment-streams")
            : Path.Combine(environment("HOME") ?? "/", ".cache", "fulfillment-streams");
        return [Path.Combine(programDirectory, File), Path.Combine(cache, "chdb", File)];
    }

    /// <summary>Loads the first candidate that exists.</summary>
    /// <exception cref="DllNotFoundException">None exists, or the one that does cannot be loaded; names the cure.</exception>
    public static nint Load() => Load(Candidates(Environment.GetEnvironmentVariable, AppContext.BaseDirectory));

    /// <summary>Loads the first of <paramref name="candidates"/> that exists.</summary>
    /// <exception cref="DllNotFoundException">As above.</exception>
    public static nint Load(IReadOnlyList<string> candidates)
    {
        var found = candidates.FirstOrDefault(System.IO.File.Exists)
            ?? throw new DllNotFoundException(
                $"The embedded ClickHouse ({File}) is not installed. Looked at {string.Join(" and ", candidates)}. "
                + "Run eng/setup once, or set FULFILLMENT_CACHE to the directory it filled.");
        try
        {
            return NativeLibrary.Load(found);
        }
        catch (DllNotFoundException broken)
        {
            throw new DllNotFoundException($"{found} cannot be loaded: {broken.Message}. Delete it and run eng/setup again.", broken);
        }
    }
}
