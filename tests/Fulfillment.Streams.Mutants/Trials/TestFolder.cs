using System.Globalization;
using Fulfillment.Streams.Mutants.Weaving;

namespace Fulfillment.Streams.Mutants.Trials;

/// <summary>A copy of a built test project in which the assembly under test is the one with the faults.</summary>
internal sealed class TestFolder : IDisposable
{
    private TestFolder(string library) => Library = library;

    /// <summary>The test assembly.</summary>
    public string Library { get; }

    public static TestFolder Build(BuiltTree tree, Target target, IEnumerable<Planned> faults, CancellationToken cancellationToken)
    {
        var built = Path.Combine(tree.Root, "tests", target.Tests, "bin", tree.Configuration, "net10.0");
        // Below the root, because tests look for files of the repository from where they lie.
        var folder = Path.Combine(tree.Root, "artifacts", "mutants", string.Create(CultureInfo.InvariantCulture, $"{target.Tests}.{Environment.ProcessId}"));
        foreach (var file in Directory.EnumerateFiles(built, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(built, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var planned = faults.ToArray();
        var assembly = Path.Combine(folder, planned[0].Sources.Sound.AssemblyName + ".dll");
        FaultyBuild.Build(planned[0].Sources, planned.Select(p => (p.Fault, p.Number)), assembly, cancellationToken);
        return new TestFolder(Path.Combine(folder, target.Tests + ".dll"));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Library)!, recursive: true);
}
