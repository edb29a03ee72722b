namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>The lines as a person reads them.</summary>
internal static class Table
{
    public static void Print(Machine machine, IReadOnlyList<Line> lines, TextWriter output)
    {
        output.WriteLine(machine);
        output.WriteLine();
        string[][] rows =
        [
            ["", "measured", "bar", "figure", "ratio", "met"],
            .. lines.Select(l => new[] { l.Id, l.What, l.Bar, l.Figure, l.Ratio, l.Met switch { true => "yes", false => "NO", null => "-" } }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Zip(widths, (text, width) => text.PadRight(width))).TrimEnd());
        }

        foreach (var line in lines)
        {
            foreach (var note in line.Notes)
            {
                output.WriteLine($"{line.Id}: {note}");
            }
        }

        if (lines.Any(l => l.Form == "short"))
        {
            output.WriteLine("Short form: smaller inputs and fewer runs, which flatter nobody and prove nothing. eng/bench runs all.");
        }
    }
}
