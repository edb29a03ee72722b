using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fulfillment.Streams.Worker.Tests.Page;

public sealed partial class DictionaryTests
{
    private static readonly Dictionary<string, string> English = Read("en");
    private static readonly Dictionary<string, string> Chinese = Read("zh");

    /// <summary>The same in both languages on purpose.</summary>
    private static readonly HashSet<string> International = ["sku", "quantile.p50", "quantile.p90", "quantile.p95"];

    [Fact]
    public void Both_languages_have_the_same_keys() => Assert.Equal(English.Keys, Chinese.Keys);

    [Fact]
    public void Both_languages_take_the_same_values() =>
        Assert.All(English, text => Assert.Equal(Placeholders(text.Value), Placeholders(Chinese[text.Key])));

    [Fact]
    public void Every_chinese_text_is_chinese_and_no_english_one_is()
    {
        Assert.All(Chinese.Where(t => !International.Contains(t.Key)), text => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", text.Value));
        Assert.All(English, text => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", text.Value));
    }

    [Fact]
    public void Every_key_that_the_page_uses_has_a_text()
    {
        var used = HtmlKeys().Matches(SiteFiles.Html).Concat(SiteFiles.Scripts.SelectMany(file => ScriptKeys().Matches(file.Value)))
            .Select(match => match.Groups["key"].Value).ToHashSet();
        Assert.Contains("sales.title", used);
        Assert.Contains("stock.probability", used);
        Assert.Empty(used.Except(English.Keys));
    }

    [Fact]
    public void Every_text_has_a_place_on_the_page()
    {
        var source = SiteFiles.Html + string.Concat(SiteFiles.Scripts.Select(file => file.Value));
        var families = FamilyKeys().Matches(source).Select(match => match.Groups["prefix"].Value).ToHashSet();
        string[] byControl = ["window.", "stage.", "granularity.", "quantile."];
        Assert.All(English.Keys, key => Assert.True(
            source.Contains($"\"{key}\"", StringComparison.Ordinal) || families.Any(key.StartsWith) || byControl.Any(key.StartsWith), key));
    }

    [Fact]
    public void Every_state_on_the_map_has_a_name()
    {
        var codes = StateCodes().Matches(SiteFiles.All["js/regions.js"]).Select(match => match.Groups["code"].Value).ToList();
        Assert.Equal(51, codes.Distinct().Count());
        Assert.All(codes, code => Assert.True(English.ContainsKey($"region.{code}"), code));
    }

    private static Dictionary<string, string> Read(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(SiteFiles.All[$"i18n/{language}.json"])!;

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("data-t(-label)?=\"(?<key>[^\"]+)\"")]
    private static partial Regex HtmlKeys();

    [GeneratedRegex("(\\bt\\(|title: |empty: |name: (?=[^,]+\\.))\"(?<key>[a-z_]+(\\.[a-zA-Z0-9_-]+)*)\"")]
    private static partial Regex ScriptKeys();

    [GeneratedRegex(@"`(?<prefix>[a-z]+[._][a-z_]*)\$\{")]
    private static partial Regex FamilyKeys();

    [GeneratedRegex("[\"0-9]: \"(?<code>[A-Z]{2})\"")]
    private static partial Regex StateCodes();
}
