using System.Text;
using Fulfillment.Streams.ClickHouse;

namespace Fulfillment.Streams.Benchmarks.Tables;

/// <summary>The SQL beside this file.</summary>
internal static class Statements
{
    /// <summary>The statements of a file, with names in braces replaced by what they stand for.</summary>
    public static IReadOnlyList<string> Of(string file, params IReadOnlyList<(string Name, string Value)> values)
    {
        using var stream = typeof(Statements).Assembly.GetManifestResourceStream($"tables/{file}.sql")
            ?? throw new ArgumentException($"There is no {file}.sql.", nameof(file));
        using var reader = new StreamReader(stream);
        var text = string.Join('\n', reader.ReadToEnd().Split('\n').Where(l => !l.StartsWith("--", StringComparison.Ordinal)));
        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return [.. text.Split(";\n").Select(s => s.Trim().TrimEnd(';')).Where(s => s.Length > 0)];
    }

    /// <summary>An answer as text, tab-separated.</summary>
    public static async Task<string> AskAsync(this IClickHouse tables, string sql)
    {
        using var answer = new MemoryStream();
        await tables.QueryAsync(new ClickHouseQuery(sql) { ReadOnly = false }, answer, default);
        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length).Trim();
    }

    /// <summary>What is compared between contenders: counts, sums and a hash of every view that all of them make.</summary>
    /// <param name="tables">Where.</param>
    /// <param name="database">In which database.</param>
    public static async Task<string> SameViewsAsync(this IClickHouse tables, string database) =>
        InOrder(await tables.AskAsync(Of("SameViews", ("database", database))[0]));

    /// <summary>The lines of an answer, sorted: a UNION has no order.</summary>
    public static string InOrder(string answer) => string.Join('\n', answer.Trim().Split('\n').Order(StringComparer.Ordinal));
}
