namespace Fulfillment.Streams.Worker.Tests.Hosting;

/// <summary>Skipped, with the reason, where the system gives no huge pages.</summary>
internal static class HugePagesOffered
{
    private const string Mode = "/sys/kernel/mm/transparent_hugepage/enabled";
    private const string Overcommit = "/proc/sys/vm/overcommit_memory";

    public static string? Missing { get; } =
        !File.Exists(Mode) || File.ReadAllText(Mode).Contains("[never]", StringComparison.Ordinal) ? $"needs Linux with huge pages: {Mode} set to madvise or always"
        : File.ReadAllText(Overcommit).Trim() == "2" ? $"needs {Overcommit} set to 0 or 1"
        : null;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class HugePagesTheoryAttribute : TheoryAttribute
{
    public HugePagesTheoryAttribute() => Skip = HugePagesOffered.Missing;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class HugePagesFactAttribute : FactAttribute
{
    public HugePagesFactAttribute() => Skip = HugePagesOffered.Missing;
}
