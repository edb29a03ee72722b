using Fulfillment.Streams.ClickHouse.Statements;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// The block that says which columns an empty answer has, in ClickHouse's Native format. A server sends it; chDB sends
/// nothing, which drivers and Grafana take for a broken answer.
/// </summary>
internal static class NativeHeader
{
    private const int FieldsOfDescribe = 7;

    /// <summary>Writes the header of <paramref name="query"/>'s answer, asking chDB for its columns.</summary>
    public static byte[] Of(ChdbConnection connection, ClickHouseQuery query)
    {
        using var described = connection.Answer($"DESCRIBE TABLE ({SqlStatements.WithoutFormat(query.Sql)}\n)", "RowBinary", query.Parameters);
        var rows = new byte[described.Length];
        described.CopyTo(rows, 0);
        var columns = new List<(byte[] Name, byte[] Type)>();
        var at = 0;
        while (at < rows.Length)
        {
            columns.Add((Text(rows, ref at), Text(rows, ref at)));
            for (var rest = FieldsOfDescribe - 2; rest > 0; rest--)
            {
                Text(rows, ref at);
            }
        }

        var block = new MemoryStream();
        Number(block, columns.Count);
        Number(block, 0); // rows
        foreach (var (name, type) in columns)
        {
            Number(block, name.Length);
            block.Write(name);
            Number(block, type.Length);
            block.Write(type);
        }

        return block.ToArray();
    }

    private static byte[] Text(byte[] rows, ref int at)
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = rows[at++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                break;
            }
        }

        at += length;
        return rows[(at - length)..at];
    }

    private static void Number(MemoryStream block, int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            block.WriteByte((byte)(value | 0x80));
        }

        block.WriteByte((byte)value);
    }
}
