using System.Text;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

/// <summary>A lane writes one snapshot after another with the same memory, however long a record of one of them was.</summary>
public sealed class StateRecordsTests
{
    [Fact]
    public void What_follows_a_close_is_the_next_snapshots_alone()
    {
        var records = new StateRecords();
        foreach (var length in new[] { 3, 9 << 20, 0, (1 << 20) + 1, 33 << 20, 5 })
        {
            records.Key(RecordKind.Order).Write("k");
            records.Value().Write(new byte[length]);
            records.End();
            records.Key(RecordKind.Order).Write("gone");
            records.Gone();
            Assert.Equal(2, records.Count);

            var blobs = records.Close();

            Assert.Equal(0, records.Count);
            Assert.Equal((length + 2L + 1 + 8) + (5 + 1 + 8), blobs.Sum(b => b.Length));
            var bytes = blobs.SelectMany(b => b.ToArray()).ToArray();
            Assert.Equal(2, RecordReader.Count(bytes));
            var starts = new int[2];
            RecordReader.Index(bytes, starts);
            Assert.Equal("k", Encoding.UTF8.GetString(RecordReader.KeyOf(RecordReader.At(bytes, starts[0]))[2..]));
            Assert.True(RecordReader.SaysGone(RecordReader.At(bytes, starts[1])));
        }
    }

    [Fact]
    public void Forgotten_keys_are_gone_once_in_the_order_they_left_however_many_there_were_before()
    {
        var keys = new ForgottenKeys(kept: 1000);
        var records = new StateRecords();
        foreach (var count in new[] { 2, 5000, 0, 3 })
        {
            for (var i = 0; i < count; i++)
            {
                keys.Begin().Write($"{count}-{i}");
                keys.End();
            }

            keys.Write(records, RecordKind.Order);
            Assert.Equal(count, records.Count);
            var bytes = records.Close().SelectMany(b => b.ToArray()).ToArray();
            var starts = new int[count];
            RecordReader.Index(bytes, starts);
            Assert.Equal(
                Enumerable.Range(0, count).Select(i => $"{count}-{i}"),
                starts.Select(s => Encoding.UTF8.GetString(RecordReader.KeyOf(RecordReader.At(bytes, s))[2..])));
            Assert.All(starts, s => Assert.True(RecordReader.SaysGone(RecordReader.At(bytes, s))));
        }
    }
}
