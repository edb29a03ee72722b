using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Kafka.Native;

/// <summary>
/// Decides, once per process, which librdkafka is used. Confluent.Kafka and our own calls must share one copy: they
/// pass each other's pointers.
/// </summary>
internal static class NativeClient
{
    private const string Name = "librdkafka";
    private static readonly Lazy<nint> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Loads the library where that has not happened yet. Call before the first use of Confluent.Kafka. Thread-safe.</summary>
    /// <exception cref="SourceUnavailableException">It is neither next to the program nor in the cache.</exception>
    public static void EnsureLoaded() => _ = Loaded.Value;

    /// <summary>Lets another assembly declare its own imports of <c>librdkafka</c> and get the same copy.</summary>
    public static void Share(Assembly assembly) =>
        NativeLibrary.SetDllImportResolver(assembly, static (name, _, _) => name == Name ? Loaded.Value : 0);

    /// <summary>Where set-up puts a library it had to build; nothing is there when the package manager delivered one.</summary>
    internal static string CachedPath()
    {
        var cache = Environment.GetEnvironmentVariable("FULFILLMENT_CACHE");
        if (string.IsNullOrEmpty(cache))
        {
            var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            cache = Path.Combine(
                string.IsNullOrEmpty(home) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") : home,
                "fulfillment-streams");
        }

        return Path.Combine(cache, Name, "librdkafka.so");
    }

    private static nint Load()
    {
        var handle = Find();
        NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name == Name ? handle : 0);
        NativeLibrary.SetDllImportResolver(typeof(NativeClient).Assembly, (name, _, _) => name == Name ? handle : 0);
        Library.Load();
        return handle;
    }

    private static nint Find()
    {
        // The bundled builds in the order of what they need from the system: "librdkafka" links Kerberos, which a
        // slim image lacks; the other two do not (and one of them is for musl).
        foreach (var name in new[] { Name, "centos8-librdkafka", "alpine-librdkafka" })
        {
            if (NativeLibrary.TryLoad(name, typeof(Library).Assembly, null, out var bundled))
            {
                return bundled;
            }
        }

        var path = CachedPath();
        return NativeLibrary.TryLoad(path, out var cached)
            ? cached
            : throw new SourceUnavailableException(
                $"The native Kafka client librdkafka is neither next to the program nor at {path}. Run eng/setup once to install it.");
    }
}
