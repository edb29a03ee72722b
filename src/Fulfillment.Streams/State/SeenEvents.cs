using System.IO.Hashing;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.State;

/// <summary>
/// Remembers which events were applied, to count repeats. Only counters depend on it: the state itself is idempotent,
/// so a collision of two 64-bit hashes (one in 10⁵ at 10⁷ events) would miscount one event and change no view.
/// Kept by day of event time, dropped with the retention. Not thread-safe.
/// </summary>
public sealed class SeenEvents
{
    private const int SpareIds = 1 << 19; // room for so many is kept for reuse
    private const int SpareDays = 2;

    private readonly Dictionary<long, Day> _byDay = [];
    private readonly List<(long Day, uint Generation)> _forgotten = [];
    private readonly Queue<(long Day, uint Generation, List<ulong> Ids)> _waiting = [];
    private readonly Stack<List<ulong>> _spare = []; // lists that were written
    private readonly EntryArrays _arrays = new();
    private readonly Stack<Day> _spareDays = []; // forgotten ones: as a day goes another comes, of about its size
    private (long Day, Day? Ids) _last = (long.MinValue, null);

    /// <summary>How many events are remembered.</summary>
    public long Count => _byDay.Values.Sum(day => (long)day.Ids.Count);

    /// <summary>What an event is remembered by.</summary>
    public static ulong HashOf(Topic topic, int shop, ReadOnlySpan<byte> eventId) =>
        XxHash3.HashToUInt64(eventId) ^ Spread(((ulong)shop << 3) | (ulong)topic);

    /// <summary>Remembers an event; false where it was already known.</summary>
    /// <param name="eventTime">Its time, Unix milliseconds.</param>
    /// <param name="hash">See <see cref="HashOf"/>.</param>
    public bool Add(long eventTime, ulong hash) => Add(DayOf(EventTime.FloorDivide(eventTime, EventTime.MillisecondsPerDay)), hash);

    /// <summary>Asks for the memory where an event is remembered.</summary>
    public void Foresee(long eventTime, ulong hash)
    {
        if (EventTime.FloorDivide(eventTime, EventTime.MillisecondsPerDay) == _last.Day)
        {
            _last.Ids!.Ids.Foresee(hash); // most events are of the day of the one before
        }
    }

    /// <summary>Forgets events before a time; the lane counts those late by then.</summary>
    public void ForgetBefore(long time)
    {
        var first = EventTime.FloorDivide(time, EventTime.MillisecondsPerDay);
        foreach (var day in _byDay.Keys.Where(d => d < first).ToArray())
        {
            _byDay.Remove(day, out var ids);
            _forgotten.AddRange(ids!.Generations.Select(g => (day, g)));
            Reuse(ids.TakeAdded());
            if (_spareDays.Count < SpareDays)
            {
                ids.Clear();
                _spareDays.Push(ids);
            }
            else
            {
                ids.Ids.Release();
            }
        }

        _last = (long.MinValue, null);
    }

    /// <summary>Takes over for a snapshot what was added and what was forgotten since the last.</summary>
    /// <param name="records">Gets the ids.</param>
    /// <param name="generation">Counts snapshots; part of the key, so that ids once written are never written again.</param>
    internal void Begin(StateRecords records, uint generation)
    {
        foreach (var (day, written) in _forgotten)
        {
            KeyOf(records, day, written).Gone();
        }

        _forgotten.Clear();
        foreach (var (day, ids) in _byDay)
        {
            if (ids.TakeAdded() is { } added)
            {
                _waiting.Enqueue((day, generation, added));
                ids.Generations.Add(generation);
            }
        }
    }

    /// <summary>Writes some of what waits; false where nothing does.</summary>
    internal bool Continue(StateRecords records)
    {
        if (!_waiting.TryDequeue(out var next))
        {
            return false;
        }

        KeyOf(records, next.Day, next.Generation);
        records.Value().Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(next.Ids)));
        records.End();
        Reuse(next.Ids);
        return true;
    }

    /// <summary>Takes ids from a snapshot.</summary>
    /// <param name="day">Days since 1970.</param>
    /// <param name="generation">The snapshot that wrote them.</param>
    /// <param name="ids">Hashes, 8 bytes each; null where they were forgotten later.</param>
    internal void Restore(long day, uint generation, byte[]? ids)
    {
        if (ids is null)
        {
            _byDay.Remove(day);
            _last = (long.MinValue, null);
            return;
        }

        var held = DayOf(day);
        held.Generations.Add(generation);
        var hashes = MemoryMarshal.Cast<byte, ulong>(ids);
        held.Ids.EnsureRoom(held.Ids.Count + hashes.Length);
        foreach (var hash in hashes)
        {
            held.Ids.Add(hash);
        }
    }

    /// <summary>Everything, as if it had just been added: for a snapshot that does not build on another.</summary>
    internal void TouchAll()
    {
        foreach (var day in _byDay.Values)
        {
            day.Generations.Clear();
            day.Added = day.Ids.Count == 0 ? null : [.. day.Ids.All()];
        }
    }

    /// <summary>Reads what format version 2 held.</summary>
    internal void ReadWhole(BinaryReader reader)
    {
        for (var days = reader.ReadInt32(); days > 0; days--)
        {
            var ids = DayOf(reader.ReadInt64());
            for (var count = reader.ReadInt32(); count > 0; count--)
            {
                Add(ids, reader.ReadUInt64());
            }
        }
    }

    // Not the hash's seed: for ids of up to 16 bytes it is only added to the bytes, so "e10" of one topic would be "e11" of the next.
    private static ulong Spread(ulong value) => (value + 1) * 0x9E37_79B9_7F4A_7C15;

    private bool Add(Day day, ulong id)
    {
        if (!day.Ids.Add(id))
        {
            return false;
        }

        (day.Added ??= _spare.TryPop(out var spare) ? spare : []).Add(id);
        return true;
    }

    /// <summary>Keeps a list for a day that gets ids: a day that gets none has no list, however long it is remembered.</summary>
    private void Reuse(List<ulong>? ids)
    {
        if (ids is not null && _spare.Sum(list => list.Capacity) + ids.Capacity <= SpareIds)
        {
            ids.Clear();
            _spare.Push(ids);
        }
    }

    private Day DayOf(long day)
    {
        if (_last.Day == day)
        {
            return _last.Ids!;
        }

        if (!_byDay.TryGetValue(day, out var ids))
        {
            _byDay.Add(day, ids = _spareDays.TryPop(out var spare) ? spare : new Day(_arrays));
        }

        _last = (day, ids);
        return ids;
    }

    private static StateRecords KeyOf(StateRecords records, long day, uint generation)
    {
        var key = records.Key(RecordKind.Seen);
        key.Write(day);
        key.Write(generation);
        return records;
    }

    /// <summary>Ids of one day.</summary>
    private sealed class Day(EntryArrays arrays)
    {
        public PackedSet Ids { get; } = new(arrays);

        /// <summary>Those that no snapshot has yet; null where there are none.</summary>
        public List<ulong>? Added { get; set; }

        /// <summary>Snapshots that have some of them.</summary>
        public List<uint> Generations { get; } = [];

        /// <summary>Gives those away that no snapshot has yet.</summary>
        public List<ulong>? TakeAdded()
        {
            (var added, Added) = (Added, null);
            return added;
        }

        /// <summary>Becomes a day of which nothing is known, keeping its memory.</summary>
        public void Clear()
        {
            Ids.Clear();
            Generations.Clear();
        }
    }
}
