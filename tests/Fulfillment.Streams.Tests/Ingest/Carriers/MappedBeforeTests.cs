using System.Text;
using Fulfillment.Streams.Ingest.Carriers;

namespace Fulfillment.Streams.Tests.Ingest.Carriers;

public sealed class MappedBeforeTests
{
    [Fact]
    public void Says_what_the_vocabulary_says_whatever_was_asked_before()
    {
        var codes = Vocabulary.All.SelectMany(v => v.Entries.Select(e => e.Code)).Concat(["", "nonsense", new string('x', 33), "DELIVERED "]).ToArray();
        var carriers = Vocabulary.All.SelectMany(v => v.Carriers).Concat(["", "DHL", "UPS Ground", new string('y', 33)]).ToArray();
        var mapped = new MappedBefore();
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var (code, carrier) = (Utf8(codes[random.Next(codes.Length)]), Utf8(carriers[random.Next(carriers.Length)]));
            Assert.Equal(TrackingVocabulary.Map(code, carrier), mapped.Map(code, carrier));
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
