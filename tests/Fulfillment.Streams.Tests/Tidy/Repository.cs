namespace Fulfillment.Streams.Tests.Tidy;

/// <summary>The files people wrote: sources, tests, documents, scripts. Built and downloaded things are left out.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", ".git", ".vs", ".idea", "node_modules", "artifacts", "TestResults"];

    private static readonly string[] Binary = [".gz", ".png", ".ico", ".woff2", ".so", ".dll", ".bin"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(new DirectoryInfo(Root)).Select(f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Texts => Files.Where(f => !Binary.Contains(Path.GetExtension(f)));

    /// <summary>C# files below a folder.</summary>
    public static IEnumerable<string> CSharp(params string[] folders) =>
        Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && folders.Any(d => f.StartsWith(d + '/', StringComparison.Ordinal)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<FileInfo> Walk(DirectoryInfo directory) => directory.EnumerateFiles().Where(f => f.Name != ".git")
        .Concat(directory.EnumerateDirectories().Where(d => !Skipped.Contains(d.Name) && d.LinkTarget is null).SelectMany(Walk));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Fulfillment.Streams.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return directory.FullName;
    }
}
