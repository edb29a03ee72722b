namespace Fulfillment.Streams.Benchmarks.Reporting;

/// <summary>The lines as a person reads them.</summary>
internal static class Table
{
    private const int RunsMin = 5; // what a bar asks for

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

        var measured = lines.Where(l => l.Met is not null).ToList();
        Say("a short form, of smaller inputs: it shows that it works, not how fast", measured.Where(l => l.Form == "short"), output);
        Say($"medians of fewer than {RunsMin} runs", measured.Where(l => l.Form == "full" && l.Runs < RunsMin), output);
        Say("measured at another commit", measured.Where(l => l.Commit != machine.Commit), output);
    }

    private static void Say(string what, IEnumerable<Line> lines, TextWriter output)
    {
        if (string.Join(", ", lines.Select(l => l.Id)) is { Length: > 0 } ids)
        {
            output.WriteLine($"{ids}: {what}.");
        }
    }
}
