using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// The block that says which columns an empty answer has, in ClickHouse's Native format. A server sends it; chDB sends
/// nothing, which drivers and Grafana take for a broken answer.
/// </summary>
internal static class NativeHeader
{
    /// <summary>Writes the header of <paramref name="query"/>'s answer, asking chDB for its columns.</summary>
    public static byte[] Of(ChdbConnection connection, ClickHouseQuery query)
    {
        var columns = DescribedColumns.Of(connection, $"({SqlStatements.WithoutFormat(query.Sql)}\n)", query.Parameters);
        using var block = new MemoryStream();
        NativeHeads.WriteBlock(block, columns.Count, rows: 0);
        foreach (var (name, type) in columns)
        {
            NativeHeads.WriteColumn(block, name, type);
        }

        return block.ToArray();
    }
}
