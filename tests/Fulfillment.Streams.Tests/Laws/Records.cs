using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Laws;

/// <summary>What a chain of snapshot blobs says in the end: key and value as text, the later record of a key counting.</summary>
internal static class Records
{
    public static SortedDictionary<string, string> Of(IEnumerable<byte[]> blobs)
    {
        var said = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var blob in blobs)
        {
            var starts = new int[RecordReader.Count(blob)];
            RecordReader.Index(blob, starts);
            foreach (var start in starts)
            {
                var record = RecordReader.At(blob, start);
                var key = RecordReader.KeyOf(record);
                switch ((RecordKind)key[0])
                {
                    case RecordKind.Lane: // counts the snapshots themselves
                    case RecordKind.Seen or RecordKind.Closed: // grouped by snapshot
                        continue;
                }

                if (RecordReader.SaysGone(record))
                {
                    said.Remove(Convert.ToHexString(key));
                }
                else
                {
                    said[Convert.ToHexString(key)] = Convert.ToHexString(record[(StateRecords.LengthBytes + key.Length)..]);
                }
            }
        }

        return said;
    }
}
