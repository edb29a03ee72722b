using System.IO.Hashing;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>
/// Remembers which events were applied, to count repeats. Only counters depend on it: the state itself is idempotent,
/// so a collision of two 64-bit hashes (one in 10⁵ at 10⁷ events) would miscount one event and change no view.
/// Kept by day of event time, dropped with the retention. Not thread-safe.
/// </summary>
public sealed class SeenEvents
{
    private readonly Dictionary<long, HashSet<ulong>> _byDay = [];
    private (long Day, HashSet<ulong>? Ids) _last = (long.MinValue, null);

    /// <summary>How many events are remembered.</summary>
    public long Count => _byDay.Values.Sum(ids => (long)ids.Count);

    /// <summary>Remembers an event; false where it was already known.</summary>
    public bool Add(Topic topic, int shop, long eventTime, ReadOnlySpan<byte> eventId)
    {
        var day = EventTime.FloorDivide(eventTime, EventTime.MillisecondsPerDay);
        return DayOf(day).Add(XxHash3.HashToUInt64(eventId) ^ Spread(((ulong)shop << 3) | (ulong)topic));
    }

    /// <summary>Forgets events before a time; the lane counts those late by then.</summary>
    public void ForgetBefore(long time)
    {
        var first = EventTime.FloorDivide(time, EventTime.MillisecondsPerDay);
        foreach (var day in _byDay.Keys.Where(d => d < first).ToArray())
        {
            _byDay.Remove(day);
        }

        _last = (long.MinValue, null);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(_byDay.Count);
        foreach (var (day, ids) in _byDay)
        {
            writer.Write(day);
            writer.Write(ids.Count);
            foreach (var id in ids)
            {
                writer.Write(id);
            }
        }
    }

    internal void Read(BinaryReader reader)
    {
        for (var days = reader.ReadInt32(); days > 0; days--)
        {
            var ids = DayOf(reader.ReadInt64());
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                ids.Add(reader.ReadUInt64());
            }
        }
    }

    // Not the hash's seed: for ids of up to 16 bytes it is only added to the bytes, so "e10" of one topic would be "e11" of the next.
    private static ulong Spread(ulong value) => (value + 1) * 0x9E37_79B9_7F4A_7C15;

    private HashSet<ulong> DayOf(long day)
    {
        if (_last.Day == day)
        {
            return _last.Ids!;
        }

        if (!_byDay.TryGetValue(day, out var ids))
        {
            _byDay.Add(day, ids = []);
        }

        _last = (day, ids);
        return ids;
    }
}
