using System.Reflection;
using System.Runtime.Loader;
using Fulfillment.Streams.Mutants.Trials;
using Fulfillment.Streams.Mutants.Weaving;

namespace Fulfillment.Streams.Mutants.Host;

/// <summary>
/// The process that tests run in: the assembly under test is loaded from its own folder, tests run one method after
/// another on one thread.
/// </summary>
internal static class HostCommand
{
    public const string Trace = "trace";
    public const string Trial = "trial";

    /// <summary>Every test passed.</summary>
    public const int AllPassed = 0;

    /// <summary>A test failed; its name is on standard output.</summary>
    public const int SomeFailed = 10;

    /// <param name="what"><see cref="Trace"/> or <see cref="Trial"/>.</param>
    /// <param name="library">The test assembly.</param>
    /// <param name="list">A file: namespaces to trace, or tests to try, one a line.</param>
    public static int Run(string what, string library, string list)
    {
        LiveIn(library);
        var lines = File.ReadAllLines(list);
        using var tests = new TestMethods(Path.GetFileNameWithoutExtension(library));
        return what == Trace ? TraceAll(tests, library, lines) : TryAll(tests, lines);
    }

    /// <summary>Stops at the first that fails.</summary>
    private static int TryAll(TestMethods tests, string[] names)
    {
        foreach (var name in names)
        {
            if (tests.Run(name) is { } failure)
            {
                Console.WriteLine($"{name}\t{failure}");
                return SomeFailed;
            }
        }

        return AllPassed;
    }

    /// <summary>Runs every test of the namespaces and says of each how long it took and which faults' places it reached.</summary>
    private static int TraceAll(TestMethods tests, string library, string[] namespaces)
    {
        var reached = ReachedIn(library);
        foreach (var name in tests.In(namespaces))
        {
            reached.ForEach(Array.Clear);
            var before = Environment.CpuUsage.TotalTime;
            if (tests.Run(name) is { } failure)
            {
                Console.WriteLine($"{name}\t{failure}");
                return SomeFailed;
            }

            var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            var numbers = reached.SelectMany(r => r.Index()).Where(r => r.Item).Select(r => r.Index).Distinct();
            Console.WriteLine(new TracedTest(name, seconds, [.. numbers]).Format());
        }

        return AllPassed;
    }

    /// <summary>The switches of all assemblies beside the tests that carry faults.</summary>
    private static List<bool[]> ReachedIn(string library) =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(library)!, "*.dll")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(name => name.StartsWith("fulfillment", StringComparison.OrdinalIgnoreCase))
            .Select(name => Assembly.Load(name).GetType(FaultSwitch.Name))
            .Select(t => t?.GetField(FaultSwitch.Reached, BindingFlags.NonPublic | BindingFlags.Static)?.GetValue(null))
            .OfType<bool[]>()];

    private static void LiveIn(string library)
    {
        var resolver = new AssemblyDependencyResolver(library);
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            resolver.ResolveAssemblyToPath(name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
            resolver.ResolveUnmanagedDllToPath(name) is { } path ? System.Runtime.InteropServices.NativeLibrary.Load(path) : 0;
        AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", Path.GetDirectoryName(library) + Path.DirectorySeparatorChar); // tests look for files there
    }
}
