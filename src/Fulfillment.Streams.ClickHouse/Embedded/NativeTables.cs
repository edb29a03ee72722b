using System.Collections.Concurrent;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// What turns rows of each table into <see cref="NativeRows"/>, for reuse: as many a table as inserts into it run at once. The engine
/// is asked for the types of a table's columns once. Thread-safe.
/// </summary>
internal sealed class NativeTables
{
    private readonly ConcurrentDictionary<TableColumns, Known> known = [];

    /// <summary>Takes one for a table until <see cref="GiveBack"/>; null where its rows are to be inserted as they are.</summary>
    public NativeRows? Take(TableColumns table, ChdbConnection connection)
    {
        if (!known.TryGetValue(table, out var columns))
        {
            if (ColumnsOf(table, connection) is not { } found)
            {
                return null; // a column is missing, and the engine says which
            }

            columns = known.GetOrAdd(table, new Known(found));
        }

        return columns.Spare.TryTake(out var spare) ? spare : NativeRows.Of(columns.Columns);
    }

    /// <summary>Gives back what <see cref="Take"/> gave.</summary>
    public void GiveBack(TableColumns table, NativeRows? rows)
    {
        if (rows is not null)
        {
            known[table].Spare.Add(rows);
        }
    }

    private static (string Name, string Type)[]? ColumnsOf(TableColumns table, ChdbConnection connection)
    {
        var types = DescribedColumns.Of(connection, $"{EmbeddedClickHouse.Database}.{table.Table}", new Dictionary<string, string>())
            .ToDictionary(c => c.Name, c => c.Type);
        var names = table.Columns.Split(", ");
        return names.All(types.ContainsKey) ? [.. names.Select(name => (name, types[name]))] : null;
    }

    private sealed record Known((string Name, string Type)[] Columns)
    {
        public ConcurrentBag<NativeRows> Spare { get; } = [];
    }
}
