using System.Globalization;
using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>Opens connections with the database, zone, limits and settings they are to have. Thread-safe.</summary>
internal sealed class Sessions(EngineLease engine, EmbeddedOptions options)
{
    private static readonly Dictionary<string, string> NoSettings = [];

    // The rows of a flush have different keys, so merging them before they are written finds nothing: 0.40 s of CPU for 235,000 rows
    // of four tables instead of 0.67 s. Merges and FINAL see to keys that come again, as ever.
    private static readonly Dictionary<string, string> Inserting = new() { ["optimize_on_insert"] = "0" };

    private readonly Dictionary<string, string> limits = new()
    {
        ["max_execution_time"] = options.QueryTimeMax.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ["max_memory_usage"] = options.QueryMemoryMax.ToString(CultureInfo.InvariantCulture),
        ["max_result_rows"] = options.QueryRowsMax.ToString(CultureInfo.InvariantCulture),
        ["max_threads"] = options.QueryThreadsMax.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A connection that may write.</summary>
    public ChdbConnection Writer() => Open(Inserting, readOnly: false);

    /// <summary>A connection that only reads, within the options' limits.</summary>
    public ChdbConnection Reader() => Open(NoSettings, readOnly: true);

    /// <summary>Either kind, with <paramref name="settings"/> over the limits.</summary>
    /// <exception cref="ClickHouseException">A setting does not exist or does not take its value.</exception>
    public ChdbConnection Open(IReadOnlyDictionary<string, string> settings, bool readOnly)
    {
        var connection = ChdbConnection.TryOpen(engine.Path, [])
            ?? throw new ClickHouseException(0, $"The embedded ClickHouse on {engine.Path} refused another connection.");
        try
        {
            connection.Execute($"USE {EmbeddedClickHouse.Database}");
            var all = new Dictionary<string, string> { ["session_timezone"] = "UTC" };
            foreach (var (name, value) in readOnly ? limits.Concat(settings) : settings)
            {
                all[name] = value;
            }

            connection.Execute("SET " + string.Join(", ", all.Select(s => $"{NameOf(s.Key)} = {SqlText.Quote(s.Value)}")));
            if (readOnly)
            {
                connection.Execute("SET readonly = 1"); // last: from here on the session takes no setting
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string NameOf(string setting) =>
        setting.Length > 0 && setting.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? setting
            : throw new ClickHouseException(115, $"Code: 115. DB::Exception: Unknown setting '{setting}'. (UNKNOWN_SETTING)");
}
