namespace Fulfillment.Streams.Tests.Laws;

/// <summary>Assertions on one value of a row.</summary>
internal static class Is
{
    /// <summary>The column holds exactly this (times in Unix seconds, money in micros).</summary>
    public static Dictionary<string, object?> Has(this Dictionary<string, object?> row, string column, object? value)
    {
        Assert.True(row.ContainsKey(column), $"There is no column {column}.");
        if (value is double number)
        {
            Assert.Equal(number, Assert.IsType<double>(row[column]), 1e-9);
        }
        else
        {
            Assert.Equal(value is int whole ? (long)whole : value, row[column]);
        }

        return row;
    }
}
