using System.Globalization;

namespace Fulfillment.Streams.ClickHouse.Snapshots;

/// <summary>One write of a blob, as the table holds it.</summary>
/// <param name="Name">The blob.</param>
/// <param name="Put">Which write of it: the highest whole one counts.</param>
/// <param name="Nonce">Random, and with the lane the partition of its rows.</param>
/// <param name="IsWhole">Whether all rows are there.</param>
/// <param name="Length">Bytes of a whole one.</param>
/// <param name="IsAbandoned">Whether it is torn and so old that nobody is still writing it.</param>
internal sealed record StoredPut(string Name, ulong Put, ulong Nonce, bool IsWhole, int Length, bool IsAbandoned)
{
    // Rows are counted by their place: an insert that was repeated left some twice.
    private const string Columns = """
        SELECT name, put, nonce, max(total) = uniqExact(number) AS whole, max(length),
            NOT whole AND max(written_at) < now('UTC') - INTERVAL 1 DAY
        FROM fulfillment.snapshots
        """;

    /// <summary>Asks for the writes of all of a lane's blobs, oldest first.</summary>
    public const string OfLane = $"{Columns} WHERE lane = {{lane:UInt32}} GROUP BY name, put, nonce ORDER BY put, nonce";

    /// <summary>Asks for the writes of one blob, oldest first.</summary>
    public const string OfName = $"{Columns} WHERE lane = {{lane:UInt32}} AND name = {{name:String}} GROUP BY name, put, nonce ORDER BY put, nonce";

    /// <summary>A line of the answer, in TabSeparated.</summary>
    public static StoredPut Parse(string line)
    {
        var fields = line.Split('\t');
        return new StoredPut(
            fields[0], ulong.Parse(fields[1], CultureInfo.InvariantCulture), ulong.Parse(fields[2], CultureInfo.InvariantCulture), fields[3] == "1",
            int.Parse(fields[4], CultureInfo.InvariantCulture), fields[5] == "1");
    }
}
