using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State.Ads;

/// <summary>
/// The current statement of every ad-spend record of a shop. A restatement replaces: the highest revision wins, then event
/// time, then event id. Not thread-safe.
/// </summary>
internal sealed class AdLedger(int shop, Symbols symbols, ChangeList<AdRecord> changes)
{
    private const int SpareMax = 1 << 12;

    private readonly Dictionary<AdKey, AdRecord> _records = [];
    private readonly Dictionary<AdKey, AdFigures> _before = [];
    private readonly Stack<AdRecord> _spare = new(); // forgotten ones: as many come in a day as go, and none leaves a hole in the heap

    /// <summary>Records held.</summary>
    public int Count => _records.Count;

    /// <summary>Merges one restatement.</summary>
    public void Apply(AdSpendColumns events, int row)
    {
        var key = new AdKey(
            Symbol(events, events.CampaignId[row]), Symbol(events, events.AdGroupId[row]),
            Symbol(events, events.Sku[row]), Symbol(events, events.Region[row]), events.Hour[row]);
        ref var record = ref CollectionsMarshal.GetValueRefOrAddDefault(_records, key, out var exists);
        record ??= New(key);
        var revision = Or0(events.Revision[row]);
        var figures = new AdFigures(
            1, events.Spend[row], Or0(events.Impressions[row]), Or0(events.Clicks[row]),
            Or0(events.Conversions[row]), Or0(events.Gmv[row]));
        var eventId = events.Text[events.EventId[row]];
        if (exists && !Wins(record, revision, events.EventTime[row], eventId, figures))
        {
            return;
        }

        _before.TryAdd(key, record.Figures);
        changes.Touch(record);
        record.Replace(revision, events.EventTime[row], eventId, figures);
    }

    /// <summary>Adds what changed since the last call: the shop, the record, and what it says now less what it said before.</summary>
    public void TakeChanges(Shop shop, List<(Shop Shop, AdKey Key, AdFigures Change)> changes)
    {
        foreach (var (key, before) in _before)
        {
            changes.Add((shop, key, _records[key].Figures - before));
        }

        _before.Clear();
    }

    /// <summary>Forgets records of hours before a time; restatements of those are late by then.</summary>
    public void ForgetBefore(long time)
    {
        foreach (var record in _records.Values) // which allows to remove meanwhile
        {
            if (record.Key.Hour >= time || _before.ContainsKey(record.Key))
            {
                continue;
            }

            changes.Forget(record);
            record.IsForgotten = true;
            _records.Remove(record.Key);
            if (_spare.Count < SpareMax)
            {
                _spare.Push(record);
            }
        }
    }

    /// <summary>Takes a record from a snapshot, in place of what an older snapshot said of it.</summary>
    public void Restore(AdKey key, BinaryReader? reader)
    {
        _records.Remove(key);
        if (reader is not null)
        {
            _records.Add(key, AdRecord.Read(shop, key, reader));
        }
    }

    /// <summary>The current statements.</summary>
    public IEnumerable<(AdKey Key, AdFigures Figures)> Statements() => _records.Values.Select(r => (r.Key, r.Figures));

    /// <summary>Every record, as if it had just changed: for a snapshot that does not build on another.</summary>
    public void TouchAll()
    {
        foreach (var record in _records.Values)
        {
            changes.Touch(record);
        }
    }

    private AdRecord New(AdKey key)
    {
        if (!_spare.TryPop(out var record))
        {
            return new AdRecord(shop, key);
        }

        record.Begin(key);
        return record;
    }

    private static bool Wins(AdRecord held, long revision, long time, ReadOnlySpan<byte> eventId, in AdFigures figures)
    {
        if (revision != held.Revision)
        {
            return revision > held.Revision;
        }

        var challenge = held.Challenge(time, eventId);
        return challenge > 0 || (challenge == 0 && AsTuple(figures).CompareTo(AsTuple(held.Figures)) > 0);
    }

    private static (long, long, long, long, long) AsTuple(in AdFigures f) => (f.Spend, f.Impressions, f.Clicks, f.Conversions, f.Gmv);

    private static long Or0(long value) => value == Absent.Number ? 0 : value;

    private int Symbol(AdSpendColumns events, Utf8Slice slice) => slice.IsPresent ? symbols.Of(events.Text[slice]) : Symbols.Empty;

}
