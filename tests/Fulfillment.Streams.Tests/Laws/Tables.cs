using System.Globalization;
using System.Text;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>
/// What ClickHouse would show: of each key the row with the highest version, unless that row says the key is gone. Of two rows
/// of one version the one written later wins, as in a ReplacingMergeTree.
/// </summary>
internal sealed class Tables
{
    private readonly SortedDictionary<string, Dictionary<string, object?[]>> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _columns = [];
    private readonly Dictionary<string, int> _written = [];

    /// <summary>Rows written, overwritten ones included.</summary>
    public int Written => _written.Values.Sum();

    /// <summary>Rows written to one table, overwritten ones included.</summary>
    public int WrittenTo(string table) => _written.GetValueOrDefault(table);

    public void Write(IEnumerable<RowBuffer> buffers)
    {
        foreach (var buffer in buffers)
        {
            Write(buffer.Table, RowReader.Rows(buffer));
        }
    }

    public void Write(TableColumns columns, IEnumerable<object?[]> added)
    {
        var table = columns.Table;
        _columns.TryAdd(table, columns.Columns.Split(", "));
        if (!_tables.TryGetValue(table, out var rows))
        {
            _tables.Add(table, rows = []);
        }

        var keyLength = ColumnTypes.KeyLength(table);
        foreach (var row in added)
        {
            _written[table] = WrittenTo(table) + 1;
            var key = string.Join('|', row.Take(keyLength));
            if (!rows.TryGetValue(key, out var held) || Version(held) <= Version(row))
            {
                rows[key] = row;
            }
        }
    }

    /// <summary>The rows that say that their key is gone, each by column name.</summary>
    public IReadOnlyList<Dictionary<string, object?>> Removed(string table) =>
        [.. (_tables.GetValueOrDefault(table) ?? []).Values.Where(r => r[^1] is 1L)
            .Select(r => _columns[table].SkipLast(2).Zip(r).ToDictionary(p => p.First, p => p.Second))];

    /// <summary>The rows of a view by key (columns joined by |), each by column name.</summary>
    public SortedDictionary<string, Dictionary<string, object?>> View(string table)
    {
        var view = new SortedDictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        foreach (var (key, row) in _tables.GetValueOrDefault(table) ?? [])
        {
            if (row[^1] is 0L)
            {
                view.Add(key, _columns[table].SkipLast(2).Zip(row).ToDictionary(p => p.First, p => p.Second));
            }
        }

        return view;
    }

    /// <summary>Every view as text, sorted: two runs agree exactly when these are equal.</summary>
    public string Dump(params string[] except)
    {
        var text = new StringBuilder();
        foreach (var (table, rows) in _tables.Where(t => !except.Contains(t.Key)))
        {
            var columns = _columns[table];
            var guaranteed = Enumerable.Range(0, columns.Length - 2).Where(i => IsGuaranteed(table, columns[i])).ToArray();
            foreach (var row in rows.Where(r => r.Value[^1] is 0L).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value))
            {
                text.Append(table);
                foreach (var i in guaranteed)
                {
                    Append(text.Append(i == 0 ? ": " : ", ").Append(columns[i]).Append('='), row[i]);
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>Counters and the history record what was known at the time; their keys are guaranteed all the same.</summary>
    private static bool IsGuaranteed(string table, string column) => table switch
    {
        "freshness" => column is "topic" or "partition" or "clock" or "last_event_at",
        "stockout_risk_history" => column is "shop_id" or "sku" or "hour",
        _ => true,
    };

    private static ulong Version(object?[] row) => (ulong)(long)row[^2]!;

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append("NULL");
                break;
            case double number:
                text.Append(CultureInfo.InvariantCulture, $"{number:R}");
                break;
            case long number:
                text.Append(number);
                break;
            default:
                text.Append(value);
                break;
        }
    }
}
