using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>Compares what two readers made of the same record.</summary>
internal static class ColumnDifference
{
    /// <summary>The first column in which a row of one batch differs from the same row of another, lists included; null where none does.</summary>
    public static string? Between(Columns actual, Columns expected, int row)
    {
        foreach (var (name, of) in ColumnReader.Of(actual.GetType()))
        {
            if (of(actual, row) is var seen && of(expected, row) is var wanted && seen != wanted)
            {
                return $"{name} is {seen} instead of {wanted}";
            }
        }

        return actual switch
        {
            OrderColumns a when expected is OrderColumns e => InList(a.Lines, e.Lines, a.LineStart[row], a.LineCount[row]),
            TrackingColumns a when expected is TrackingColumns e => InList(a.Lines, e.Lines, a.LineStart[row], a.LineCount[row]),
            StockColumns a when expected is StockColumns e => InList(a.Inbound, e.Inbound, a.InboundStart[row], a.InboundCount[row]),
            _ => null,
        };
    }

    private static string? InList(Columns actual, Columns expected, int start, int count) =>
        Enumerable.Range(start, Math.Max(0, count)).Select(item => Between(actual, expected, item)).FirstOrDefault(d => d is not null);
}
