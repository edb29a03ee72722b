using System.Text.RegularExpressions;

namespace Fulfillment.Streams.Tests.Tidy;

/// <summary>Style that no analyser checks. Each failure says what to do about it.</summary>
public sealed partial class TidyTests
{
    [Fact]
    public void No_source_file_is_longer_than_300_lines() => Check(
        Repository.CSharp("src", "tests").Where(f => Repository.Lines(f).Length > 300),
        "is longer than 300 lines: split it by idea");

    [Fact]
    public void Most_source_files_are_short()
    {
        var lengths = Repository.CSharp("src").Select(f => Repository.Lines(f).Length).Order().ToArray();
        Assert.True(lengths[lengths.Length / 2] <= 70, $"The median file has {lengths[lengths.Length / 2]} lines; at most 70: split the long ones.");
        Assert.True(lengths[lengths.Length * 9 / 10] <= 170, $"One file in ten has more than {lengths[lengths.Length * 9 / 10]} lines; at most 170: split the long ones.");
    }

    [Fact]
    public void Namespaces_follow_folders() => Check(
        Repository.CSharp("src", "tests").Where(f => NamespaceOf(f) is { } found && found != Expected(f)),
        file => $"declares namespace {NamespaceOf(file)}: make it {Expected(file)}, or move the file");

    [Fact]
    public void Namespaces_are_file_scoped() => Check(
        Repository.CSharp("src", "tests").Where(f => BlockNamespace().IsMatch(Repository.Read(f))),
        "has a namespace with braces: end its line with a semicolon instead");

    [Fact]
    public void The_engine_and_its_adapters_read_no_ambient_clock() => Check(
        Repository.CSharp("src").Where(f => AmbientClock().IsMatch(Code(f))),
        "reads the machine's clock: take a TimeProvider and ask that, so that tests can move time");

    [Fact]
    public void The_engine_knows_no_adapter() => Check(
        Repository.CSharp("src/Fulfillment.Streams").Where(f => Adapter().IsMatch(Repository.Read(f))),
        "uses an adapter's library: put it behind a port, in the project of the adapter");

    [Fact]
    public void Almost_every_class_is_sealed()
    {
        var classes = Repository.CSharp("src").SelectMany(f => ConcreteClass().Matches(Code(f)).Select(m => (File: f, m.Value))).ToArray();
        var open = classes.Where(c => !c.Value.Contains("sealed", StringComparison.Ordinal)).ToArray();
        Assert.True(open.Length <= classes.Length * 5 / 100, $"{open.Length} of {classes.Length} classes are not sealed: seal those that nobody derives from.\n{string.Join('\n', open)}");
    }

    [Fact]
    public void Nothing_is_called_by_a_name_that_says_nothing() => Check(
        Repository.CSharp("src", "tests").Where(f => EmptyName().IsMatch(f)),
        "is named after nothing in particular: name it after what it is about");

    [Fact]
    public void No_code_hides_in_regions() => Check(
        Repository.CSharp("src", "tests").Where(f => Repository.Lines(f).Any(l => l.TrimStart().StartsWith("#region", StringComparison.Ordinal))),
        "has a region: split the file instead");

    [Fact]
    public void Every_suppression_says_why() => Check(
        Repository.CSharp("src", "tests").SelectMany(f => Repository.Lines(f)
            .Where(l => l.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !l.Contains("//", StringComparison.Ordinal))
            .Select(l => $"{f}: {l.Trim()}")),
        "gives no reason: add it behind // on the same line");

    [Fact]
    public void Nothing_is_left_for_later_in_comments() => Check(
        Repository.CSharp("src", "tests").Where(f => f != Self && LeftOver().IsMatch(Repository.Read(f))),
        "has a note to do something: do it, or write it where users read what is missing");

    [Fact]
    public void No_file_names_the_machine_it_was_written_on() => Check(
        Repository.Texts.Where(f => f != Self && MachinePath().IsMatch(Repository.Read(f))),
        file => $"names a path of one machine ({MachinePath().Match(Repository.Read(file)).Value}): use a relative path, an option or a placeholder");

    private const string Self = "tests/Fulfillment.Streams.Tests/Tidy/TidyTests.cs";

    private static void Check(IEnumerable<string> offenders, string cure) => Check(offenders, _ => cure);

    private static void Check(IEnumerable<string> offenders, Func<string, string> cure)
    {
        var lines = offenders.Select(f => $"{f} {cure(f)}.").ToArray();
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }

    /// <summary>The code without comments.</summary>
    private static string Code(string file) => Comment().Replace(Repository.Read(file), "");

    private static string? NamespaceOf(string file) => Namespace().Match(Repository.Read(file)) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Expected(string file) => string.Join('.', file.Split('/')[1..^1]);

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^namespace [\w.]+\s*\{", RegexOptions.Multiline)]
    private static partial Regex BlockNamespace();

    [GeneratedRegex(@"\b(DateTime|DateTimeOffset)\.(Utc)?Now\b|\bDateTime\.Today\b|SystemClock\.Instance|Environment\.TickCount")]
    private static partial Regex AmbientClock();

    [GeneratedRegex(@"^using (Confluent|Microsoft\.AspNetCore|ClickHouse|FASTER)", RegexOptions.Multiline)]
    private static partial Regex Adapter();

    [GeneratedRegex(@"^\s*(public |internal |private |protected |file )?(sealed )?(partial )?(class|record(?! struct)) \w+", RegexOptions.Multiline)]
    private static partial Regex ConcreteClass();

    [GeneratedRegex(@"(Utils?|Helpers?|Managers?|Common|Misc)(/|\.cs$)")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex LeftOver();

    [GeneratedRegex(@"(?<![\w.$}])/(root|Users)/\w|(?<![\w.$}])/home/\w{2,}")] // a home of one letter is a placeholder
    private static partial Regex MachinePath();

    [GeneratedRegex(@"//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
