using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using Fulfillment.Streams.Worker.Commands;

namespace Fulfillment.Streams.Worker.Tests.Commands;

public sealed class GenerateCommandTests : IDisposable
{
    private static readonly string[] Files = ["ad-spend", "orders", "plans", "returns", "stock", "tracking"];
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("generate-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Writes_one_file_per_topic_with_exactly_the_lines_asked_for()
    {
        var (exit, output, _) = await Run("generate", "--out", At("a"), "--events", "3000", "--seed", "7", "--malformed", "17", "--json");

        Assert.Equal(CommandLine.Success, exit);
        Assert.Equal(Files.Select(f => f + ".ndjson"), Names("a"));
        var lines = Files.ToDictionary(f => f, f => Content("a", f + ".ndjson").Count(b => b == '\n'));
        Assert.Equal(3000, lines.Values.Sum());
        var summary = JsonElement.Parse(output);
        Assert.Equal(3000, summary.GetProperty("events").GetInt32());
        Assert.Equal(17, summary.GetProperty("malformed").GetInt32());
        Assert.All(lines, file => Assert.Equal(file.Value, summary.GetProperty("topics").GetProperty(file.Key).GetInt32()));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        await Run("generate", "--out", At("a"), "--events", "2000", "--seed", "7", "--malformed", "10");
        await Run("generate", "--out", At("b"), "--events", "2000", "--seed", "7", "--malformed", "10");
        await Run("generate", "--out", At("c"), "--events", "2000", "--seed", "8", "--malformed", "10");

        Assert.All(Files, f => Assert.Equal(Content("a", f + ".ndjson"), Content("b", f + ".ndjson")));
        Assert.NotEqual(Content("a", "orders.ndjson"), Content("c", "orders.ndjson"));
    }

    [Fact]
    public async Task Compressed_files_hold_the_same_lines()
    {
        await Run("generate", "--out", At("a"), "--events", "2000");
        await Run("generate", "--out", At("b"), "--events", "2000", "--gzip");

        Assert.Equal(Files.Select(f => f + ".ndjson.gz"), Names("b"));
        Assert.All(Files, f =>
        {
            using var plain = new MemoryStream();
            using var packed = new GZipStream(new MemoryStream(Content("b", f + ".ndjson.gz")), CompressionMode.Decompress);
            packed.CopyTo(plain);
            Assert.Equal(Content("a", f + ".ndjson"), plain.ToArray());
        });
    }

    [Fact]
    public async Task A_second_run_replaces_the_first_even_in_the_other_form()
    {
        await Run("generate", "--out", At("a"), "--events", "500", "--gzip");
        await File.WriteAllTextAsync(Path.Combine(At("a"), "notes.txt"), "mine");
        await Run("generate", "--out", At("a"), "--events", "400");

        Assert.Equal([.. Files.Select(f => f + ".ndjson"), "notes.txt"], Names("a").Order(StringComparer.Ordinal).OrderBy(n => n == "notes.txt"));
    }

    [Fact]
    public async Task A_cancelled_run_leaves_the_earlier_files_alone()
    {
        await Run("generate", "--out", At("a"), "--events", "500");
        var before = Content("a", "orders.ndjson");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var exit = await CommandLine.InvokeAsync(Root(), ["generate", "--out", At("a"), "--events", "400", "--seed", "3"], Quiet(), stop.Token);

        Assert.Equal(CommandLine.Failure, exit);
        Assert.Equal(before, Content("a", "orders.ndjson"));
        Assert.Equal(Files.Select(f => f + ".ndjson"), Names("a"));
    }

    [Fact]
    public async Task Events_begin_when_they_are_told_to()
    {
        await Run("generate", "--out", At("a"), "--events", "500", "--start", "2026-02-03T08:00:00-08:00", "--days", "1");

        var first = File.ReadLines(Path.Combine(At("a"), "orders.ndjson")).First();
        Assert.Contains("\"event_time\":\"2026-02-03T1", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--events", "0", "--events must lie between 1 and 10000000000; it is 0.")]
    [InlineData("--shops", "0", "--shops must lie between 1 and 10000; it is 0.")]
    [InlineData("--skus", "3", "--skus must lie between 4 and 10000; it is 3.")]
    [InlineData("--days", "0", "--days must lie between 1 and 3650; it is 0.")]
    [InlineData("--malformed", "100001", "--malformed must lie between 0 and 100000; it is 100001.")]
    [InlineData("--start", "tomorrow", "--start must be a date such as 2026-06-01 or a time such as 2026-06-01T08:00:00-07:00, from 2000 to 2099; it is 'tomorrow'.")]
    public async Task A_bad_option_is_a_usage_error_that_names_it(string option, string value, string message)
    {
        var (exit, _, error) = await Run("generate", "--out", At("a"), option, value);

        Assert.Equal(CommandLine.Usage, exit);
        Assert.StartsWith(message, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("a")));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_named_with_a_cure()
    {
        await File.WriteAllTextAsync(At("taken"), "a file");
        var (exit, _, error) = await Run("generate", "--out", At("taken"), "--events", "10");

        Assert.Equal(CommandLine.Failure, exit);
        Assert.StartsWith($"Cannot write to {At("taken")}", error, StringComparison.Ordinal);
        Assert.Contains("--out", error, StringComparison.Ordinal);
    }

    private static RootCommand Root() => new() { GenerateCommand.Create() };

    private static InvocationConfiguration Quiet() => new() { Output = new StringWriter(), Error = new StringWriter() };

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] args)
    {
        var configuration = Quiet();
        var exit = await CommandLine.InvokeAsync(Root(), args, configuration);
        return (exit, configuration.Output.ToString()!, configuration.Error.ToString()!);
    }

    private string At(string name) => Path.Combine(directory.FullName, name);

    private string[] Names(string name) => [.. new DirectoryInfo(At(name)).GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    private byte[] Content(string name, string file) => File.ReadAllBytes(Path.Combine(At(name), file));
}
