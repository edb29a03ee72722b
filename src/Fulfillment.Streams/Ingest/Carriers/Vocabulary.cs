using System.Text;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Carriers;

/// <summary>
/// The status codes of one carrier or aggregator, read from an embedded table: lines of code, canonical status
/// and meaning, parted by tabs; <c># carriers: …</c> limits it to parcels of these carriers. Immutable.
/// </summary>
public sealed class Vocabulary
{
    private const string CarriersMark = "# carriers:";

    private Vocabulary(string name, IReadOnlyList<string> carriers, IReadOnlyList<(string Code, TrackingStatus Status)> entries)
    {
        Name = name;
        Carriers = carriers;
        Entries = entries;
    }

    /// <summary>The table's name, such as <c>aftership</c>.</summary>
    public string Name { get; }

    /// <summary>Names of the carriers it is spoken by; empty where it is an aggregator's and stands for any carrier.</summary>
    public IReadOnlyList<string> Carriers { get; }

    /// <summary>Its codes as documented by their owner, and what each maps to.</summary>
    public IReadOnlyList<(string Code, TrackingStatus Status)> Entries { get; }

    /// <summary>All vocabularies.</summary>
    public static IReadOnlyList<Vocabulary> All { get; } =
        [Load("canonical"), Load("aftership"), Load("easypost"), Load("17track"), Load("tiktok"), Load("usps"), Load("ups")];

    private static Vocabulary Load(string name)
    {
        using var stream = typeof(Vocabulary).Assembly.GetManifestResourceStream($"Fulfillment.Streams.Ingest.Carriers.{name}.tsv")
            ?? throw new InvalidOperationException($"The table {name}.tsv is not embedded in the engine's assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var carriers = new List<string>();
        var entries = new List<(string, TrackingStatus)>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(CarriersMark, StringComparison.Ordinal))
            {
                carriers.AddRange(line[CarriersMark.Length..].Split(',', StringSplitOptions.TrimEntries));
            }
            else if (!line.StartsWith('#'))
            {
                var cells = line.Split('\t');
                entries.Add((cells[0], Enum.Parse<TrackingStatus>(cells[1].Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));
            }
        }

        return new Vocabulary(name, carriers, entries);
    }
}
