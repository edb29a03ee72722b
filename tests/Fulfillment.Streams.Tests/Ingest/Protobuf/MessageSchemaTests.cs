using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;
using Fulfillment.Streams.Messages;
using Google.Protobuf.Reflection;

namespace Fulfillment.Streams.Tests.Ingest.Protobuf;

/// <summary>The published messages say what the decoder does.</summary>
public sealed class MessageSchemaTests
{
    public static TheoryData<Topic> Topics => [.. TopicNames.All];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Messages_and_decoder_know_the_same_fields_under_the_same_numbers(Topic topic)
    {
        var known = EventReader.All[(int)topic].Properties.Select(property => property.Path);
        Assert.Equal(Numbered(known), Paths(MessageKinds.Of(topic), ""));
    }

    /// <summary>Otherwise 0 would not be sent, and a stock level of nothing not arrive.</summary>
    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_single_field_says_whether_it_is_there(Topic topic) =>
        Assert.All(
            MessageKinds.Of(topic).Fields.InDeclarationOrder().SelectMany(f => f.FieldType == FieldType.Message ? f.MessageType.Fields.InDeclarationOrder() : [f]),
            field => Assert.True(field.IsRepeated || field.HasPresence, field.FullName));

    private static IEnumerable<(string Path, int Number)> Numbered(IEnumerable<string> paths) =>
        paths.GroupBy(path => path.Contains('.', StringComparison.Ordinal)).SelectMany(level => level.Select((path, index) => (path, index + 1))).Order();

    private static IEnumerable<(string Path, int Number)> Paths(MessageDescriptor kind, string prefix) =>
        kind.Fields.InDeclarationOrder().SelectMany(field =>
        {
            var name = prefix + MessageKinds.JsonNameOf(field).Name;
            var within = field.FieldType == FieldType.Message ? Paths(field.MessageType, name + "[].") : [];
            return within.Prepend((name, field.FieldNumber));
        }).Order();
}
