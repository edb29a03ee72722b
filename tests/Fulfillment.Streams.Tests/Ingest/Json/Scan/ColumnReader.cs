using System.Collections.Concurrent;
using System.Globalization;
using System.Linq.Expressions;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>Reads each column of a kind by row, as text, whatever its type.</summary>
internal static class ColumnReader
{
    private static readonly ConcurrentDictionary<Type, (string, Func<Columns, int, string?>)[]> Known = new();

    /// <summary>Name and reader of each column of a kind.</summary>
    public static (string Name, Func<Columns, int, string?> Of)[] Of(Type kind) => Known.GetOrAdd(kind, static kind =>
    [
        .. kind.GetProperties().Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Column<>)).Select(p =>
        {
            var columns = Expression.Parameter(typeof(Columns));
            var column = Expression.Lambda<Func<Columns, object>>(Expression.Property(Expression.Convert(columns, kind), p), columns).Compile();
            return (p.Name, (Func<Columns, int, string?>)((all, row) => Text(all, column(all), row)));
        }),
    ]);

    private static string? Text(Columns all, object column, int row) => column switch
    {
        Column<Utf8Slice> texts => texts[row].IsPresent ? Convert.ToBase64String(all.Text[texts[row]]) + '|' : texts[row] == Utf8Slice.Absent ? null : "neither",
        Column<long> numbers => numbers[row].ToString(CultureInfo.InvariantCulture),
        Column<int> counts => counts[row].ToString(CultureInfo.InvariantCulture),
        Column<TrackingStatus> statuses => statuses[row].ToString(),
        _ => throw new NotSupportedException(column.GetType().Name),
    };
}
