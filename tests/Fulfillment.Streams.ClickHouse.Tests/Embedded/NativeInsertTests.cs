using System.Globalization;
using System.Text;
using Fulfillment.Streams.ClickHouse.Embedded;
using Fulfillment.Streams.Sink;

namespace Fulfillment.Streams.ClickHouse.Tests.Embedded;

/// <summary>Rows go into the embedded engine column by column, and come back byte for byte as they were given.</summary>
[Collection(EmbeddedFixture.Name)]
public sealed class NativeInsertTests(EmbeddedFixture embedded)
{
    private static readonly string[] Columns =
    [
        "row UInt64", "text String", "word LowCardinality(String)", "flag UInt8", "day Date", "small UInt32", "moment DateTime('UTC')",
        "maybe Nullable(DateTime('UTC'))", "whole Int64", "money Decimal(18, 6)", "figure Float64", "perhaps Nullable(Float64)",
        "count Nullable(Int64)", "truth Bool", "half Int16", "wide Decimal(38, 6)", "narrow Decimal(9, 2)",
    ];

    private readonly EmbeddedClickHouse clickHouse = embedded.ClickHouse;

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(60_000)] // many blocks
    public async Task Whatever_the_values_they_come_back_as_they_were(int count)
    {
        var table = await Table($"native_{count}");
        var rows = Rows(table, count);
        await clickHouse.InsertAsync(table, rows.Bytes, default);
        await clickHouse.InsertAsync(table, ReadOnlyMemory<byte>.Empty, default);
        Assert.True(count < 60_000 || rows.Bytes.Length > 3 * NativeRows.BlockBytes);
        Assert.Equal(rows.Bytes.ToArray(), await Bytes($"SELECT * FROM {table.Table} ORDER BY row"));
    }

    [Fact]
    public async Task Columns_may_be_some_and_in_another_order()
    {
        var table = (await Table("native_some")) with { Columns = "word, row" };
        var rows = new RowBuffer(table);
        rows.String("a"u8);
        rows.UInt64(2);
        rows.EndRow();
        await clickHouse.InsertAsync(table, rows.Bytes, default);
        Assert.Equal("2\ta\t\\N\n", await embedded.AskAsync("SELECT row, word, maybe FROM native_some"));
    }

    [Fact]
    public async Task Types_that_are_not_known_are_left_to_the_engine()
    {
        await clickHouse.ExecuteAsync("CREATE TABLE native_unknown (row UInt64, list Array(UInt8)) ENGINE = MergeTree ORDER BY row", default);
        var rows = new RowBuffer(new TableColumns("native_unknown", "row, list"));
        rows.UInt64(1);
        rows.String([7, 8]); // an array of bytes is written like a text
        rows.EndRow();
        await clickHouse.InsertAsync(rows.Table, rows.Bytes, default);
        Assert.Equal("1\t[7,8]\n", await embedded.AskAsync("SELECT * FROM native_unknown"));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60_000)]
    public async Task Of_rows_that_are_cut_off_none_is_inserted_wherever_the_cut_is(int count)
    {
        var table = await Table($"native_cut_{count}");
        var rows = Rows(table, count).Bytes;
        var last = rows.Length - Rows(table, 1, from: count - 1).Bytes.Length;
        for (var length = last + 1; length < rows.Length; length += count > 10 ? 40 : 1)
        {
            var said = await Assert.ThrowsAsync<ClickHouseException>(() => clickHouse.InsertAsync(table, rows[..length], default));
            Assert.Equal((33, "Code: 33. DB::Exception: The last row ends early. (CANNOT_READ_ALL_DATA)"), (said.Code, said.Message));
        }

        Assert.Equal("0\n", await embedded.AskAsync($"SELECT count() FROM {table.Table}"));
        await clickHouse.InsertAsync(table, rows, default);
        Assert.Equal($"{count}\n", await embedded.AskAsync($"SELECT count() FROM {table.Table}"));
    }

    [Fact]
    public async Task A_text_longer_than_its_row_is_refused()
    {
        var table = (await Table("native_long")) with { Columns = "text" };
        foreach (var bytes in new byte[][] { [5, 1], [0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01] })
        {
            await Assert.ThrowsAsync<ClickHouseException>(() => clickHouse.InsertAsync(table, bytes, default));
        }

        Assert.Equal("0\n", await embedded.AskAsync("SELECT count() FROM native_long"));
    }

    private static RowBuffer Rows(TableColumns table, int count, int from = 0)
    {
        var rows = new RowBuffer(table);
        for (var row = from; row < from + count; row++)
        {
            var random = new Random(row);
            rows.UInt64((ulong)row);
            rows.String(Text(random, row % 1000 == 999 ? 20_000 : 200));
            rows.String(Encoding.UTF8.GetBytes(random.Next(40).ToString(CultureInfo.InvariantCulture)));
            rows.UInt8((byte)random.Next(256));
            rows.UInt16((ushort)random.Next(1 << 16));
            rows.UInt32((uint)random.NextInt64(1L << 32));
            rows.UInt32((uint)random.NextInt64(1L << 32));
            rows.NullableDateTime(random.Next(2) == 0 ? Events.Absent.Number : random.NextInt64(1L << 32) * 1000);
            rows.Int64(random.NextInt64(long.MinValue, long.MaxValue));
            rows.Int64(random.NextInt64(-999_999_999_999_999_999, 999_999_999_999_999_999));
            rows.Float64(BitConverter.Int64BitsToDouble(random.NextInt64()));
            rows.NullableFloat64(random.Next(3) == 0 ? null : random.NextDouble());
            rows.NullableInt64(random.Next(3) == 0 ? null : random.NextInt64(long.MinValue, long.MaxValue));
            rows.Flag(random.Next(2) == 0);
            rows.UInt16((ushort)random.Next(1 << 16));
            rows.Int64(random.NextInt64());
            rows.Int64(random.Next(1000));
            rows.UInt32((uint)random.Next(1000));
            rows.EndRow();
        }

        return rows;
    }

    private static byte[] Text(Random random, int longest)
    {
        var bytes = new byte[random.Next(longest)];
        random.NextBytes(bytes);
        return bytes;
    }

    private async Task<TableColumns> Table(string name)
    {
        await clickHouse.ExecuteAsync($"CREATE TABLE {name} ({string.Join(", ", Columns)}) ENGINE = MergeTree ORDER BY row", default);
        return new TableColumns(name, string.Join(", ", Columns.Select(column => column.Split(' ')[0])));
    }

    private async Task<byte[]> Bytes(string sql)
    {
        using var answer = new MemoryStream();
        await clickHouse.QueryAsync(new ClickHouseQuery(sql, "RowBinary"), answer, default);
        return answer.ToArray();
    }
}
