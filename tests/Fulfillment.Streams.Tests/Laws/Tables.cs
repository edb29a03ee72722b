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

    /// <summary>Rows written, overwritten ones included.</summary>
    public int Written { get; private set; }

    public void Write(IEnumerable<RowBuffer> buffers)
    {
        foreach (var buffer in buffers)
        {
            var table = buffer.Table.Table;
            _columns.TryAdd(table, buffer.Table.Columns.Split(", "));
            if (!_tables.TryGetValue(table, out var rows))
            {
                _tables.Add(table, rows = []);
            }

            var keyLength = ColumnTypes.KeyLength(table);
            foreach (var row in RowReader.Rows(buffer))
            {
                Written++;
                var key = string.Join('|', row.Take(keyLength));
                if (!rows.TryGetValue(key, out var held) || Version(held) <= Version(row))
                {
                    rows[key] = row;
                }
            }
        }
    }

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
        foreach (var table in _tables.Keys.Where(t => !except.Contains(t)))
        {
            foreach (var row in View(table).Values)
            {
                text.Append(table).Append(": ").AppendJoin(", ", row.Where(IsGuaranteed(table)).Select(p => $"{p.Key}={Text(p.Value)}")).Append('\n');
            }
        }

        return text.ToString();
    }

    private static Func<KeyValuePair<string, object?>, bool> IsGuaranteed(string table) =>
        table == "freshness" ? p => p.Key is not ("applied" or "duplicates" or "late" or "rejected" or "lag")
        : table == "stockout_risk_history" ? p => p.Key is "shop_id" or "sku" or "hour" // what was known then may differ, keys may not
        : _ => true;

    private static ulong Version(object?[] row) => (ulong)(long)row[^2]!;

    private static string Text(object? value) => value switch
    {
        null => "NULL",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
