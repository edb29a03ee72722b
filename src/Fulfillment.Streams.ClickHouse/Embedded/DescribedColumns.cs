namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>What the engine says of the columns of a table or of an answer.</summary>
internal static class DescribedColumns
{
    private const int FieldsOfDescribe = 7;

    /// <summary>Names and types, in order.</summary>
    /// <param name="connection">Asked.</param>
    /// <param name="table">What stands behind <c>DESCRIBE TABLE</c>: a name, or a query in parentheses.</param>
    /// <param name="parameters">Of the query.</param>
    /// <exception cref="ClickHouseException">There is no such table, or the query is wrong.</exception>
    public static List<(string Name, string Type)> Of(ChdbConnection connection, string table, IReadOnlyDictionary<string, string> parameters)
    {
        using var described = connection.Answer($"DESCRIBE TABLE {table}", "RowBinary", parameters);
        var rows = new byte[described.Length];
        described.CopyTo(rows, 0);
        using var reader = new BinaryReader(new MemoryStream(rows));
        var columns = new List<(string Name, string Type)>();
        while (reader.BaseStream.Position < rows.Length)
        {
            columns.Add((reader.ReadString(), reader.ReadString()));
            for (var rest = FieldsOfDescribe - 2; rest > 0; rest--)
            {
                reader.ReadString();
            }
        }

        return columns;
    }
}
