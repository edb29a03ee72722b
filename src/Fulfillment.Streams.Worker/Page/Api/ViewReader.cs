using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fulfillment.Streams.ClickHouse;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>
/// Reads rows of the views. Equal questions share one query and its answer for <see cref="PageOptions.LiveInterval"/>
/// ÷ 2, one second at most, so many viewers cost as much as one and each tick of the stream sees what is new. Thread-safe.
/// </summary>
internal sealed class ViewReader(IClickHouse clickHouse, PageOptions options, TimeProvider time)
{
    private static readonly TimeSpan SharedMax = TimeSpan.FromSeconds(1);

    private readonly SharedAnswers answers = new(options.LiveInterval / 2 < SharedMax ? options.LiveInterval / 2 : SharedMax, time);

    private readonly Dictionary<string, string> settings = new()
    {
        ["date_time_output_format"] = "iso",
        ["output_format_json_quote_64bit_integers"] = "0",
        ["output_format_json_quote_denormals"] = "0", // NaN and infinity become null
        ["max_execution_time"] = options.QueryTimeMax.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
    };

    /// <summary>Runs a parameterised query and returns its rows.</summary>
    /// <param name="sql">SQL with <c>{name:Type}</c> placeholders and column names as <paramref name="row"/> expects them.</param>
    /// <param name="row">How a row is read.</param>
    /// <param name="parameters">The placeholders' values as plain text.</param>
    /// <param name="cancellationToken">Stops waiting; the shared query goes on for the others.</param>
    /// <exception cref="ClickHouseException">The query failed.</exception>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(
        string sql, JsonTypeInfo<T> row, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var key = string.Join('\0', parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}").Prepend(sql));
        return (IReadOnlyList<T>)await answers.GetAsync(key, () => QueryAsync(sql, row, parameters)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<object> QueryAsync<T>(string sql, JsonTypeInfo<T> row, IReadOnlyDictionary<string, string> parameters)
    {
        // Not the request's token: whoever asked first may leave while others wait for the same answer.
        using var deadline = new CancellationTokenSource(options.QueryTimeMax, time);
        using var output = new MemoryStream();
        var query = new ClickHouseQuery(sql, "JSONEachRow")
        {
            Parameters = parameters.ToDictionary(p => p.Key, p => Escape(p.Value)),
            Settings = settings,
        };
        try
        {
            await clickHouse.QueryAsync(query, output, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException slow)
        {
            throw new ClickHouseException(0, $"The query took longer than {options.QueryTimeMax.TotalSeconds:0} s.", slow);
        }

        return Parse(output.GetBuffer().AsSpan(0, (int)output.Length), row);
    }

    private static List<T> Parse<T>(ReadOnlySpan<byte> lines, JsonTypeInfo<T> row)
    {
        var rows = new List<T>();
        foreach (var line in lines.Split((byte)'\n'))
        {
            if (line.Start.Value != line.End.Value)
                rows.Add(JsonSerializer.Deserialize(lines[line], row)!);
        }

        return rows;
    }

    /// <summary>ClickHouse reads parameter values in its escaped text form.</summary>
    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
