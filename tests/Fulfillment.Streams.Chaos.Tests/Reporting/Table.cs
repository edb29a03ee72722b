namespace Fulfillment.Streams.Chaos.Tests.Reporting;

/// <summary>The lines as a person reads them.</summary>
internal static class Table
{
    public static void Print(IReadOnlyList<Line> lines, TextWriter output)
    {
        string[][] rows =
        [
            ["", "property", "bar", "figure", "met"],
            .. lines.Select(l => new[] { l.Id, l.Property, l.Bar, l.Figure, l.Met switch { true => "yes", false => "NO", null => "-" } }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Zip(widths, (text, width) => text.PadRight(width))).TrimEnd());
        }

        foreach (var line in lines.Where(l => l.Note is not null))
        {
            output.WriteLine($"{line.Id}: {line.Note}");
        }

        if (lines.Any(l => l.Form == "short"))
        {
            output.WriteLine("Short form: a part of the cases the bars ask for. eng/chaos runs all.");
        }
    }
}
