using System.Globalization;
using System.Text.RegularExpressions;

namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>
/// What Grafana and version 4.20 of its ClickHouse plugin make of a query before it is sent: first the variables and the
/// conditions on them, in the browser, then the macros of time.
/// </summary>
/// <param name="From">Start of the time shown.</param>
/// <param name="To">Its end.</param>
/// <param name="IntervalMs">Width of a point.</param>
internal sealed partial record GrafanaMacros(DateTimeOffset From, DateTimeOffset To, long IntervalMs = 3_600_000)
{
    /// <summary>Values chosen; a variable that is missing here is at All.</summary>
    public IReadOnlyDictionary<string, string[]> Chosen { get; init; } = new Dictionary<string, string[]>();

    /// <summary>What All stands for, by variable.</summary>
    public IReadOnlyDictionary<string, string[]> All { get; init; } = new Dictionary<string, string[]>();

    public string Expand(string sql)
    {
        sql = Replace(sql, "$__conditionalAll", a => Chosen.ContainsKey(VariableName().Match(a[1]).Groups[1].Value) ? a[0] : "1=1");
        sql = FormattedVariable().Replace(sql, m => Values(m.Groups[1].Value, m.Groups[2].Value));
        sql = PlainVariable().Replace(sql, m => Chosen.TryGetValue(m.Groups[1].Value, out var v) ? v.Single() : m.Value);
        return Times(sql);
    }

    private string Times(string sql)
    {
        var (from, to) = ($"toDateTime({From.ToUnixTimeSeconds()})", $"toDateTime({To.ToUnixTimeSeconds()})");
        var (fromMs, toMs) = ($"fromUnixTimestamp64Milli({From.ToUnixTimeMilliseconds()})", $"fromUnixTimestamp64Milli({To.ToUnixTimeMilliseconds()})");
        string Date(string c) => $"{c} >= toDate('{Day(From)}') AND {c} <= toDate('{Day(To)}')";
        string Time(string c) => $"{c} >= {from} AND {c} <= {to}";
        sql = Replace(sql, "$__dateTimeFilter", a => $"({Date(a[0])}) AND ({Time(a[1])})");
        sql = Replace(sql, "$__dateFilter", a => Date(a[0]));
        sql = Replace(sql, "$__timeFilter_ms", a => $"{a[0]} >= {fromMs} AND {a[0]} <= {toMs}");
        sql = Replace(sql, "$__timeFilter", a => Time(a[0]));
        sql = Replace(sql, "$__timeInterval_ms", a => $"toStartOfInterval(toDateTime64({a[0]}, 3), INTERVAL {Math.Max(1, IntervalMs)} millisecond)");
        sql = Replace(sql, "$__timeInterval", a => $"toStartOfInterval(toDateTime({a[0]}), INTERVAL {Seconds} second)");
        return sql.Replace("$__fromTime_ms", fromMs, StringComparison.Ordinal).Replace("$__toTime_ms", toMs, StringComparison.Ordinal)
            .Replace("$__fromTime", from, StringComparison.Ordinal).Replace("$__toTime", to, StringComparison.Ordinal)
            .Replace("$__interval_s", Seconds, StringComparison.Ordinal);
    }

    private string Seconds => Math.Max(1, IntervalMs / 1000).ToString(CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Values(string name, string format)
    {
        var values = Chosen.GetValueOrDefault(name) ?? All.GetValueOrDefault(name) ?? throw new InvalidOperationException($"Nothing is known of the variable {name}.");
        return format == "singlequote"
            ? string.Join(',', values.Select(v => $"'{v.Replace("'", "\\'", StringComparison.Ordinal)}'"))
            : throw new InvalidOperationException($"A list goes into SQL as ${{{name}:singlequote}}; the plugin does not quote {format}.");
    }

    /// <summary>Replaces each call, innermost last, its arguments split at commas outside parentheses.</summary>
    private static string Replace(string sql, string macro, Func<IReadOnlyList<string>, string> with)
    {
        for (var at = sql.LastIndexOf(macro + "(", StringComparison.Ordinal); at >= 0; at = sql.LastIndexOf(macro + "(", StringComparison.Ordinal))
        {
            var arguments = new List<string>();
            var begin = at + macro.Length + 1;
            var depth = 1;
            var end = begin;
            for (; depth > 0; end++)
            {
                depth += sql[end] switch { '(' => 1, ')' => -1, _ => 0 };
                if (depth == 0 || (depth == 1 && sql[end] == ','))
                {
                    arguments.Add(sql[begin..end].Trim());
                    begin = end + 1;
                }
            }

            sql = sql[..at] + with(arguments) + sql[end..];
        }

        return sql;
    }

    [GeneratedRegex(@"\$\{?(\w+)")]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\$\{(\w+):(\w+)\}")]
    private static partial Regex FormattedVariable();

    [GeneratedRegex(@"\$(?!__)\{?(\w+)\}?")]
    private static partial Regex PlainVariable();
}
