using System.Text;

namespace Fulfillment.Streams.Worker.Tests.Page;

/// <summary>The page's files as the assembly carries them.</summary>
internal static class SiteFiles
{
    private const string Prefix = "page/";

    private static readonly System.Reflection.Assembly Worker = typeof(Worker.Page.PageEndpoints).Assembly;

    public static IReadOnlyDictionary<string, string> All { get; } = Worker.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Read);

    public static string Html => All["index.html"];

    public static IEnumerable<KeyValuePair<string, string>> Scripts => All.Where(file => file.Key.EndsWith(".js", StringComparison.Ordinal));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Worker.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
