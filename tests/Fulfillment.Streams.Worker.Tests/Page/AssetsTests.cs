using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Fulfillment.Streams.Worker.Page;
using Fulfillment.Streams.Worker.Tests.Http;

namespace Fulfillment.Streams.Worker.Tests.Page;

public sealed partial class AssetsTests : IDisposable
{
    private readonly DirectoryInfo libraries = Directory.CreateTempSubdirectory("page-libraries");

    public void Dispose() => libraries.Delete(recursive: true);

    [Fact]
    public async Task The_page_lets_nothing_in_or_out()
    {
        await using var host = await StartAsync();
        using var answer = await host.Client.GetAsync("/");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public void No_file_of_the_page_names_another_host() =>
        Assert.All(SiteFiles.All, file => Assert.DoesNotMatch("https?://(?!www.w3.org/)", file.Value));

    [Fact]
    public async Task Every_file_that_the_page_and_its_modules_name_is_served()
    {
        await File.WriteAllTextAsync(Path.Combine(libraries.FullName, "uPlot.iife.min.js"), "//");
        await File.WriteAllTextAsync(Path.Combine(libraries.FullName, "uPlot.min.css"), "/**/");
        await File.WriteAllTextAsync(Path.Combine(libraries.FullName, "states-albers-10m.json"), "{}");
        await using var host = await StartAsync();
        var named = Links().Matches(SiteFiles.Html).Select(match => match.Groups["path"].Value)
            .Concat(SiteFiles.Scripts.SelectMany(file => Imports().Matches(file.Value).Select(match => new Uri(new Uri($"http://page/{file.Key}"), match.Groups["path"].Value).AbsolutePath)))
            .Concat(SiteFiles.Scripts.SelectMany(file => Libraries().Matches(file.Value).Select(match => match.Groups["path"].Value)))
            .Distinct().ToList();
        Assert.True(named.Count > 30, "the page's links were not found");
        foreach (var path in named)
        {
            using var answer = await host.Client.GetAsync(path);
            Assert.True(answer.IsSuccessStatusCode, path);
        }
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        await using var host = await StartAsync();
        using var first = await host.Client.GetAsync("/js/main.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/js/main.js");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Files_go_packed_to_who_can_unpack_them()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/css/table.css");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await host.Client.SendAsync(request);
        Assert.Contains("gzip", answer.Content.Headers.ContentEncoding);
        Assert.True((await answer.Content.ReadAsByteArrayAsync()).Length < SiteFiles.All["css/table.css"].Length / 2);
    }

    [Fact]
    public async Task Libraries_may_be_kept_for_good_and_appear_once_they_are_there()
    {
        await using var host = await StartAsync();
        using var missing = await host.Client.GetAsync("/lib/uplot-1.6.32.js");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        await File.WriteAllTextAsync(Path.Combine(libraries.FullName, "uPlot.iife.min.js"), "var uPlot;");
        using var answer = await host.Client.GetAsync("/lib/uplot-1.6.32.js");
        Assert.Equal("var uPlot;", await answer.Content.ReadAsStringAsync());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromDays(365), answer.Headers.CacheControl?.MaxAge);
    }

    [Theory]
    [InlineData("/lib/..%2Fsecret")]
    [InlineData("/lib/secret")]
    [InlineData("/js/..%2F..%2Fsecret")]
    public async Task Nothing_else_is_served(string path)
    {
        await File.WriteAllTextAsync(Path.Combine(libraries.FullName, "secret"), "secret");
        await using var host = await StartAsync();
        using var answer = await host.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<LocalHost> StartAsync() => LocalHost.StartAsync(app => app.MapPage(
        new ScriptedClickHouse(_ => Task.FromResult("")),
        new PageOptions { LibraryDirectory = libraries.FullName }));

    [GeneratedRegex("(href|src)=\"(?<path>/[^\"#]+)\"")]
    private static partial Regex Links();

    [GeneratedRegex("from \"(?<path>[^\"]+)\"")]
    private static partial Regex Imports();

    [GeneratedRegex("\"(?<path>/lib/[^\"]+)\"")]
    private static partial Regex Libraries();
}
