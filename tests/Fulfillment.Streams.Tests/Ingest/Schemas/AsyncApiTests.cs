using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using YamlDotNet.RepresentationModel;

namespace Fulfillment.Streams.Tests.Ingest.Schemas;

/// <summary>The AsyncAPI document names the topics, schemas and reasons there are, and its references lead somewhere.</summary>
public sealed class AsyncApiTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "schemas");
    private static readonly YamlMappingNode Root = Load();

    [Fact]
    public void Its_version_is_3() => Assert.Equal("3.0.0", ((YamlScalarNode)Root["asyncapi"]).Value);

    [Fact]
    public void Every_topic_has_a_channel_an_operation_and_its_own_schema()
    {
        foreach (var topic in TopicNames.All)
        {
            var channel = At("channels", topic.Name());
            Assert.Equal(topic.Name(), Scalar(channel, "address"));
            var message = Follow(((YamlMappingNode)channel["messages"]).Single().Value);
            Assert.Equal(topic.Name() + ".schema.json", Scalar(message["payload"]["schema"], "$ref"));
            Assert.Single(
                (YamlMappingNode)Root["operations"],
                operation => Scalar(operation.Value, "action") == "receive" && Scalar(operation.Value["channel"], "$ref") == $"#/channels/{topic.Name()}");
        }
    }

    [Fact]
    public void Dead_letters_name_every_topic_and_every_reason()
    {
        var topics = (YamlSequenceNode)At("channels", "dead-letters", "parameters", "topic", "enum");
        Assert.Equal(TopicNames.All.Select(topic => topic.Name()), topics.Select(name => ((YamlScalarNode)name).Value));

        var headers = (YamlMappingNode)At("components", "messages", "deadLetter", "headers", "properties");
        Assert.Equal(["topic", "partition", "offset", "reason", "rejected-at", "content-type"], headers.Children.Keys.Select(name => ((YamlScalarNode)name).Value));
        var codes = (YamlMappingNode)headers["reason"]["x-codes"];
        Assert.Equal(RejectReason.All, codes.Children.Keys.Select(code => ((YamlScalarNode)code).Value));
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = Root.AllNodes.OfType<YamlMappingNode>().Where(node => node.Children.ContainsKey("$ref")).ToList();
        Assert.NotEmpty(references);
        foreach (var reference in references)
        {
            var target = Scalar(reference, "$ref");
            if (target.StartsWith("#/", StringComparison.Ordinal))
            {
                At(target[2..].Split('/'));
            }
            else
            {
                Assert.True(File.Exists(Path.Combine(Folder, target)), $"schemas/{target} is referred to and missing.");
            }
        }
    }

    private static YamlMappingNode Load()
    {
        var stream = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Folder, "asyncapi.yaml"));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlNode At(params string[] path) => path.Aggregate((YamlNode)Root, (node, name) => node[name]);

    private static YamlNode Follow(YamlNode node) => At(Scalar(node, "$ref")[2..].Split('/'));

    private static string Scalar(YamlNode node, string name) => ((YamlScalarNode)node[name]).Value!;
}
