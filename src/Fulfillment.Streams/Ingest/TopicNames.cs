namespace Fulfillment.Streams.Ingest;

/// <summary>The public names of the topics. Kafka adapters may map them to other names by configuration.</summary>
public static class TopicNames
{
    /// <summary>How many topics there are; <see cref="Topic"/> values are 0 to <c>Count - 1</c>.</summary>
    public const int Count = 6;

    private static readonly string[] Names = ["orders", "ad-spend", "tracking", "stock", "returns", "plans"];

    /// <summary>All topics, in the order of their values.</summary>
    public static IReadOnlyList<Topic> All { get; } = Enum.GetValues<Topic>();

    /// <summary>The public name, such as <c>ad-spend</c>.</summary>
    public static string Name(this Topic topic) => Names[(int)topic];

    /// <summary>Finds the topic of a public name; false where there is none.</summary>
    public static bool TryParse(string name, out Topic topic)
    {
        var index = Array.IndexOf(Names, name);
        topic = (Topic)Math.Max(index, 0);
        return index >= 0;
    }
}
