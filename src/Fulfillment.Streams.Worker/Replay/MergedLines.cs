namespace Fulfillment.Streams.Worker.Replay;

/// <summary>The lines of several files as one sequence by event time; lines of one moment in the order of the files.</summary>
internal static class MergedLines
{
    public static IEnumerable<(ReplayFile File, ReplayLine Line)> Of(IReadOnlyList<ReplayFile> files)
    {
        var heads = new PriorityQueue<int, (long Time, int File)>();
        var at = new int[files.Count];
        for (var file = 0; file < files.Count; file++)
        {
            if (files[file].Lines.Count > 0)
            {
                heads.Enqueue(file, (files[file].Lines[0].Time, file));
            }
        }

        while (heads.TryDequeue(out var file, out _))
        {
            // the head file goes on for as long as no other file's next line is earlier
            var until = heads.TryPeek(out _, out var other) ? other : (long.MaxValue, int.MaxValue);
            var lines = files[file].Lines;
            do
            {
                yield return (files[file], lines[at[file]++]);
            }
            while (at[file] < lines.Count && (lines[at[file]].Time, file).CompareTo(until) < 0);
            if (at[file] < lines.Count)
            {
                heads.Enqueue(file, (lines[at[file]].Time, file));
            }
        }
    }
}
