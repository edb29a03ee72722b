using System.Globalization;
using System.Text;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>
/// The scanner and the general reader fill the same columns or refuse for the same reason, whatever bytes come; and what is
/// JSON is what System.Text.Json counts as JSON. <c>FULFILLMENT_CHAOS=full</c> tries more than a million records from a seed
/// by chance (or <c>FULFILLMENT_CHAOS_SEED</c>); otherwise it is fifty thousand, always the same. A failure names its case:
/// <c>FULFILLMENT_CHAOS_CASE</c> runs it alone.
/// </summary>
[Collection(AtLength.Name)]
public sealed class AgreementTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int RecordsInCase = 25;

    [Fact]
    public void Both_readers_agree_on_any_record()
    {
        var isFull = Variable("FULFILLMENT_CHAOS") == "full";
        int? only = Number("FULFILLMENT_CHAOS_CASE");
        var first = only ?? Number("FULFILLMENT_CHAOS_SEED") ?? (isFull ? Random.Shared.Next(1_000_000_000) : 1);
        var cases = only is not null ? 1 : isFull ? 48_000 : 2_000;
        var readers = TopicNames.All.Select(topic => new BothReaders(topic)).ToArray();
        var accepted = 0;
        for (var seed = first; seed < first + cases; seed++)
        {
            var random = new Random(seed);
            var topic = (Topic)random.Next(TopicNames.Count);
            var documents = new RandomDocument(random, topic);
            var both = readers[(int)topic];
            for (var record = 0; record < RecordsInCase; record++)
            {
                var document = documents.Next();
                Agree(both.Read(document), seed, topic);
                FuzzTests.Check(topic, document);
            }

            accepted += both.Accepted;
            Agree(both.Compare(), seed, topic);
        }

        output.WriteLine($"{cases * RecordsInCase} records from seed {first}, of which {accepted} are events");
        Assert.True(only is not null || accepted > cases * RecordsInCase / 5, "Too few of the records are events.");
    }

    private static void Agree(string? difference, int seed, Topic topic) => Assert.True(difference is null, $"Case {seed}, {topic}: {difference}");

    private static int? Number(string name) => Variable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
