using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Fulfillment.Streams.Worker.Page;

/// <summary>The page's own files, embedded in the assembly, and the two libraries from the cache folder.</summary>
internal sealed class PageAssets(PageOptions options)
{
    private const string Prefix = "page/";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Served under a path with their version, so browsers may keep them for good.</summary>
    private static readonly Dictionary<string, string> Libraries = new()
    {
        ["uplot-1.6.32.js"] = "uPlot.iife.min.js",
        ["uplot-1.6.32.css"] = "uPlot.min.css",
        ["us-atlas-3.0.1.json"] = "states-albers-10m.json",
    };

    private readonly Dictionary<string, Asset> embedded = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Embedded);

    private readonly Dictionary<string, Asset> libraries = [];

    /// <summary>Maps <c>/</c>, every embedded file and <c>/lib/</c>.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        foreach (var (path, asset) in embedded)
            app.MapMethods(path == "index.html" ? "/" : "/" + path, Methods, (HttpContext http) => Send(http, asset, "no-cache"));
        app.MapMethods("/lib/{name}", Methods, GetLibrary);
    }

    private Results<FileContentHttpResult, NotFound> GetLibrary(string name, HttpContext http)
    {
        if (!Libraries.TryGetValue(name, out var file) || Library(file) is not { } asset)
            return TypedResults.NotFound();
        return Send(http, asset, "public, max-age=31536000, immutable");
    }

    private Asset? Library(string file)
    {
        lock (libraries)
        {
            var path = Path.Combine(options.LibraryDirectory, file);
            if (!libraries.TryGetValue(file, out var asset) && File.Exists(path))
                libraries[file] = asset = new Asset(file, File.ReadAllBytes(path));
            return asset;
        }
    }

    private static FileContentHttpResult Send(HttpContext http, Asset asset, string cacheControl)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cacheControl;
        headers.Vary = HeaderNames.AcceptEncoding;
        var gzip = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        if (gzip)
            headers.ContentEncoding = "gzip";
        return TypedResults.File(gzip ? asset.Packed : asset.Plain, asset.ContentType, entityTag: gzip ? asset.PackedTag : asset.PlainTag);
    }

    private static Asset Embedded(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return new Asset(name, bytes.ToArray());
    }

    private sealed class Asset
    {
        public Asset(string name, byte[] bytes)
        {
            Plain = bytes;
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
                gzip.Write(bytes);
            Packed = packed.ToArray();
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12));
            PlainTag = new EntityTagHeaderValue($"\"{digest}\"");
            PackedTag = new EntityTagHeaderValue($"\"{digest}-gzip\"");
            ContentType = Path.GetExtension(name) switch
            {
                ".html" => "text/html; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".json" => "application/json",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
        }

        public byte[] Plain { get; }

        public byte[] Packed { get; }

        public EntityTagHeaderValue PlainTag { get; }

        public EntityTagHeaderValue PackedTag { get; }

        public string ContentType { get; }
    }
}
