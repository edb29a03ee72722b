using System.IO.Compression;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.Commands.Generate;

/// <summary>
/// One NDJSON file per topic, written under another name until all are complete: a directory never holds a mixture
/// of two runs, and a broken-off run leaves nothing behind.
/// </summary>
internal sealed class NdjsonFiles : IDisposable
{
    private const string Plain = ".ndjson";
    private const string Compressed = ".ndjson.gz";
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private readonly DirectoryInfo directory;
    private readonly string ending;
    private readonly Stream[] streams;
    private bool open = true;

    public NdjsonFiles(DirectoryInfo directory, bool gzip)
    {
        this.directory = directory;
        ending = gzip ? Compressed : Plain;
        streams = [.. TopicNames.All.Select(topic => Open(PartialPath(topic), gzip))];
    }

    public void Write(Topic topic, ReadOnlySpan<byte> line)
    {
        var stream = streams[(int)topic];
        stream.Write(line);
        stream.Write(LineEnd);
    }

    /// <summary>Puts the files in place of those of an earlier run, compressed or not.</summary>
    public void Commit()
    {
        Close();
        foreach (var topic in TopicNames.All)
        {
            // `replay DIR` reads both forms, so a leftover of the other form would mix two runs.
            File.Delete(Path.Combine(directory.FullName, topic.Name() + (ending == Plain ? Compressed : Plain)));
            File.Move(PartialPath(topic), Path.Combine(directory.FullName, topic.Name() + ending), overwrite: true);
        }
    }

    public void Dispose()
    {
        Close();
        foreach (var topic in TopicNames.All)
            File.Delete(PartialPath(topic));
    }

    private static BufferedStream Open(string path, bool gzip)
    {
        Stream file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        return new BufferedStream(gzip ? new GZipStream(file, CompressionLevel.Fastest) : file, 1 << 16);
    }

    private void Close()
    {
        if (!open)
            return;

        open = false;
        foreach (var stream in streams)
            stream.Dispose();
    }

    /// <summary>Hidden and without the topic's name in front, so that a reader of the directory passes it by.</summary>
    private string PartialPath(Topic topic) => Path.Combine(directory.FullName, $".partial-{topic.Name()}{ending}");
}
