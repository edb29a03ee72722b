using System.Text.Json;
using System.Text.Json.Nodes;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Tests.Ingest.Json;
using static Fulfillment.Streams.Tests.Ingest.Json.Decoding;

namespace Fulfillment.Streams.Tests.Ingest.Schemas;

/// <summary>The published schemas say what the decoder does.</summary>
public sealed class SchemaTests
{
    // Values at which kinds of fields differ. Texts of numbers stay inside all bounds: a pattern cannot compare.
    private static readonly string[] Values =
    [
        "null", "\"\"", "true", "false", "0", "1", "3.0", "-1", "2.5", "0.000001", "0.0000001", "100", "3661", "1000001", "1000000000000", "1000000000001",
        "1772856000", "-99999999999", "\"2026-03-07T04:00:00Z\"", "\"2026-03-07T04:00:00.5+02:00\"", "\"yesterday\"", "\"3\"", "\"1.5\"", "\"-2\"", "\"+4\"",
        "\"1e2\"", "\"NaN\"", "[]", "{}", "[1]", "\"AD\"", "\"" + new string('x', 1025) + "\"",
    ];

    public static TheoryData<Topic> Topics => [.. TopicNames.All];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Schema_and_decoder_know_the_same_properties(Topic topic) =>
        Assert.Equal(EventReader.All[(int)topic].Properties.Order(), SchemaFile.Of(topic).Properties().Order());

    [Theory]
    [MemberData(nameof(Topics))]
    public void Without_a_required_property_an_event_is_rejected(Topic topic)
    {
        foreach (var (path, required) in SchemaFile.Of(topic).Properties())
        {
            var sample = JsonNode.Parse(Samples.Of(topic))!.AsObject();
            Owner(sample, path).Remove(path.Split('.')[^1]);
            var reasons = Decode(topic, sample.ToJsonString()).Rejected.Select(letter => letter.Reason);
            Assert.Equal(required ? [$"missing_field: {path.Replace("[]", "[0]", StringComparison.Ordinal)}"] : [], reasons);
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Examples_are_valid_and_decode(Topic topic)
    {
        var schema = SchemaFile.Of(topic);
        var examples = schema.Root.GetProperty("examples").EnumerateArray().ToList();
        Assert.True(examples.Count >= 2);
        Assert.All(examples, example => Assert.True(schema.Accepts(example)));
        Assert.Empty(Decode(topic, [.. examples.Select(example => example.GetRawText())]).Rejected.Select(letter => letter.Reason));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Schema_and_decoder_accept_the_same_values(Topic topic)
    {
        var schema = SchemaFile.Of(topic);
        var differences = new List<string>();
        foreach (var (path, _) in schema.Properties())
        {
            foreach (var value in Values.Where(value => Expressible(path, value)))
            {
                var sample = JsonNode.Parse(Samples.Of(topic))!.AsObject();
                Owner(sample, path)[path.Split('.')[^1]] = JsonNode.Parse(value);
                var text = sample.ToJsonString();
                using var document = JsonDocument.Parse(text);
                var rejected = Decode(topic, text).Rejected;
                if (schema.Accepts(document.RootElement) != (rejected.Count == 0))
                {
                    differences.Add($"{path} = {value[..Math.Min(value.Length, 30)]}: {(rejected.Count == 0 ? "decoded" : rejected[0].Reason)}");
                }
            }
        }

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_property_is_described(Topic topic)
    {
        var schema = SchemaFile.Of(topic).Root;
        Assert.Equal(topic.Name() + ".schema.json", schema.GetProperty("$id").GetString());
        Assert.All(schema.GetProperty("properties").EnumerateObject(), property => Assert.NotEqual("", property.Value.GetProperty("description").GetString()));
    }

    /// <summary>What a schema cannot say: when now is, that two fields belong together, that 3.0 is no identity.</summary>
    private static bool Expressible(string path, string value) => path switch
    {
        "event_time" => value is not ("0" or "1" or "3.0" or "-1" or "100" or "3661" or "1000001" or "1000000000000" or "1000000000001" or "-99999999999"),
        "ends_at" => value is not ("0" or "1" or "3.0" or "-1" or "100" or "3661" or "1000001" or "1000000000000" or "1000000000001" or "-99999999999"
            or "1772856000" or "\"2026-03-07T04:00:00Z\"" or "\"2026-03-07T04:00:00.5+02:00\""),
        "starts_at" => value is not ("1000000000000" or "1000000000001"),
        "lines[].quantity" or "lines[].unit_price" => value is not ("1000000000000" or "1000001"),
        "lines" or "inbound" => value is not "[1]",
        _ => value != "3.0" || !(path.EndsWith("_id", StringComparison.Ordinal) || path.EndsWith("sku", StringComparison.Ordinal)
            || path is "carrier" or "tracking_number" or "description" or "location" or "reason" or "cancel_reason"),
    };

    private static JsonObject Owner(JsonObject root, string path)
    {
        var bracket = path.IndexOf("[]", StringComparison.Ordinal);
        return bracket < 0 ? root : root[path[..bracket]]![0]!.AsObject();
    }
}
