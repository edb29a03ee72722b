namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// Which entries of one kind changed since the last snapshot, and which of those the snapshot under way has still to write. An
/// entry that is about to change while it waits is written first, so a snapshot shows the moment it began and the lane never
/// stops for all of it. Not thread-safe; owned by a lane.
/// </summary>
/// <param name="kind">What the entries' records are about.</param>
/// <param name="key">Writes the key of an entry.</param>
/// <param name="value">Writes what is kept of it.</param>
internal sealed class ChangeList<T>(RecordKind kind, Action<BinaryWriter, T> key, Action<BinaryWriter, T> value)
    where T : ITracked
{
    private const int LongList = 1 << 16; // entries after which its memory is not kept for the next snapshot
    private const int LongKeys = 1 << 20; // bytes, likewise

    private readonly ForgottenKeys _forgotten = new(LongKeys);
    private List<T> _changed = [];
    private List<T> _waiting = [];
    private StateRecords? _records;
    private uint _generation = 2;
    private int _next;

    private uint Changed => 2 * _generation;

    private uint Waiting => Changed - 2;

    /// <summary>Notes that an entry is about to change. Call it before the change.</summary>
    public void Touch(T entry)
    {
        ref var mark = ref entry.Mark;
        if (mark == Changed)
        {
            return;
        }

        if (_records is not null && mark == Waiting)
        {
            Write(_records, entry);
        }

        mark = Changed;
        _changed.Add(entry);
    }

    /// <summary>Notes that an entry is about to leave the state.</summary>
    public void Forget(T entry)
    {
        Touch(entry);
        key(_forgotten.Begin(), entry);
        _forgotten.End();
    }

    /// <summary>Begins a snapshot of the state as it is now; the one before must be complete.</summary>
    public void Begin(StateRecords records)
    {
        (_waiting, _changed) = (_changed, _waiting);
        _generation++;
        _next = 0;
        _records = records;
        _forgotten.Write(records, kind); // before any value: who came back under the key is written after it
    }

    /// <summary>Writes up to <paramref name="count"/> waiting entries; false where none is left.</summary>
    public bool Continue(int count)
    {
        for (; count > 0 && _next < _waiting.Count; _next++)
        {
            var entry = _waiting[_next];
            if (entry.Mark == Waiting && !entry.IsForgotten)
            {
                Write(_records!, entry);
                entry.Mark--; // written; an odd mark is neither waiting nor changed
                count--;
            }
        }

        if (_next < _waiting.Count)
        {
            return true;
        }

        _waiting = _waiting.Capacity > LongList ? [] : _waiting;
        _waiting.Clear();
        _records = null;
        return false;
    }

    private void Write(StateRecords records, T entry)
    {
        key(records.Key(kind), entry);
        value(records.Value(), entry);
        records.End();
    }
}
