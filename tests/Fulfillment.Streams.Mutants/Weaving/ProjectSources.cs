using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Fulfillment.Streams.Mutants.Weaving;

/// <summary>A project as the compiler sees it: MSBuild is asked for the compiler's command line, and that is taken over.</summary>
internal sealed class ProjectSources
{
    private readonly CSharpCommandLineArguments _arguments;
    private readonly string _root;

    private ProjectSources(CSharpCommandLineArguments arguments, string root, CSharpCompilation sound)
    {
        _arguments = arguments;
        _root = root;
        Sound = sound;
    }

    /// <summary>The project without any fault; its generators have run.</summary>
    public CSharpCompilation Sound { get; }

    /// <summary>The file of a tree, relative to the root.</summary>
    public string FileOf(SyntaxTree tree) => Path.GetRelativePath(_root, tree.FilePath).Replace('\\', '/');

    /// <param name="project">The folder of the project, relative to the root.</param>
    public static async Task<ProjectSources> Read(BuiltTree tree, string project, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(tree.Root, project);
        var line = await CommandLine(folder, tree.Configuration, cancellationToken).ConfigureAwait(false);
        var arguments = CSharpCommandLineParser.Default.Parse(line, folder, sdkDirectory: null);
        var trees = arguments.SourceFiles.Select(file =>
            CSharpSyntaxTree.ParseText(Text(file.Path), arguments.ParseOptions, file.Path, cancellationToken));
        var compilation = CSharpCompilation.Create(
            arguments.CompilationName ?? Path.GetFileName(project),
            [.. trees, CSharpSyntaxTree.ParseText(FaultSwitch.Source, arguments.ParseOptions, FaultSwitch.Name + ".cs", Encoding.UTF8, cancellationToken)],
            arguments.MetadataReferences.Select(r => MetadataReference.CreateFromFile(r.Reference, r.Properties)),
            // A fault may leave a variable unused or a path unreachable: that is no reason to refuse it.
            arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([]));
        return new ProjectSources(arguments, tree.Root, Generated(compilation, arguments, cancellationToken));
    }

    /// <summary>Writes the assembly.</summary>
    public void Emit(Compilation compilation, string file, CancellationToken cancellationToken)
    {
        using var stream = new FileStream(file, FileMode.Create);
        var result = compilation.Emit(stream, manifestResources: _arguments.ManifestResources, cancellationToken: cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException($"The sources with faults in them do not compile:\n{string.Join('\n', result.Diagnostics.Take(5))}");
        }
    }

    private static SourceText Text(string path)
    {
        using var stream = File.OpenRead(path);
        return SourceText.From(stream);
    }

    private static CSharpCompilation Generated(CSharpCompilation compilation, CSharpCommandLineArguments arguments, CancellationToken cancellationToken)
    {
        var loader = new FromPath();
        var generators = arguments.AnalyzerReferences
            .Where(a => a.FilePath.Contains("Generat", StringComparison.Ordinal)) // the others only look for bad style
            .SelectMany(a => new AnalyzerFileReference(a.FilePath, loader).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: arguments.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _, cancellationToken);
        return (CSharpCompilation)generated;
    }

    private static async Task<string[]> CommandLine(string folder, string configuration, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [
            "msbuild", folder, "-nologo", "-t:PrepareResources;Compile", "-getItem:CscCommandLineArgs", "-p:Configuration=" + configuration, "-p:BuildProjectReferences=false",
            "-p:DesignTimeBuild=true", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:NonExistentFile=none"])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"MSBuild did not say how {folder} is compiled: {output}");
        }

        using var json = JsonDocument.Parse(output);
        return [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(a => a.GetProperty("Identity").GetString()!)];
    }

    private sealed class FromPath : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
