using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Commands;

namespace Fulfillment.Streams.Worker.Replay;

/// <summary>Finds the files a replay was asked for and the topic of each, by the beginning of its name.</summary>
internal static class ReplayInput
{
    private static readonly string[] Endings = [".ndjson", ".ndjson.gz"];

    /// <summary>The files behind paths; a directory means the event files in it.</summary>
    /// <exception cref="UsageException">A path does not exist, or a file's name says no topic.</exception>
    public static List<(string Path, Topic Topic)> Find(IEnumerable<string> paths)
    {
        var found = new List<(string, Topic)>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                var files = Directory.EnumerateFiles(path).Order(StringComparer.Ordinal)
                    .Select(f => (Path: f, Topic: TopicOf(f))).Where(f => f.Topic is not null).ToList();
                if (files.Count == 0)
                {
                    throw new UsageException($"{path} has no event files: their names begin with a topic ({Topics}) and end in .ndjson or .ndjson.gz.");
                }

                found.AddRange(files.Select(f => (f.Path, f.Topic!.Value)));
            }
            else if (!File.Exists(path))
            {
                throw new UsageException($"{path} does not exist.");
            }
            else
            {
                found.Add((path, TopicOf(path) ?? throw new UsageException(
                    $"{path} does not say its topic: the name must begin with one of {Topics} and end in .ndjson or .ndjson.gz.")));
            }
        }

        return found;
    }

    private static string Topics => string.Join(", ", TopicNames.All.Select(t => t.Name()));

    private static Topic? TopicOf(string path)
    {
        var name = Path.GetFileName(path);
        if (!Endings.Any(e => name.EndsWith(e, StringComparison.Ordinal)))
        {
            return null;
        }

        foreach (var topic in TopicNames.All)
        {
            if (name.StartsWith(topic.Name(), StringComparison.Ordinal))
            {
                return topic;
            }
        }

        return null;
    }
}
