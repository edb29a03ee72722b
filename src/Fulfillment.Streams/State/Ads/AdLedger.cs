using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Ads;

/// <summary>
/// The current statement of every ad-spend record of a shop. A restatement replaces: the highest revision wins, then event
/// time, then event id. Not thread-safe.
/// </summary>
internal sealed class AdLedger(Symbols symbols)
{
    private readonly Dictionary<AdKey, AdRecord> _records = [];
    private readonly Dictionary<AdKey, AdFigures> _before = [];

    /// <summary>Merges one restatement.</summary>
    public void Apply(AdSpendColumns events, int row)
    {
        var key = new AdKey(
            Symbol(events, events.CampaignId[row]), Symbol(events, events.AdGroupId[row]),
            Symbol(events, events.Sku[row]), Symbol(events, events.Region[row]), events.Hour[row]);
        ref var record = ref CollectionsMarshal.GetValueRefOrAddDefault(_records, key, out var exists);
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
        record = new AdRecord(revision, new Stamp(events.EventTime[row], eventId.ToArray()), figures);
    }

    /// <summary>What changed since the last call: the record, what it said before and what it says now.</summary>
    public List<(AdKey Key, AdFigures Change)> TakeChanges()
    {
        var changes = new List<(AdKey, AdFigures)>(_before.Count);
        foreach (var (key, before) in _before)
        {
            changes.Add((key, _records[key].Figures - before));
        }

        _before.Clear();
        return changes;
    }

    /// <summary>Forgets records of hours before a time; restatements of those are late by then.</summary>
    public void ForgetBefore(long time)
    {
        foreach (var key in _records.Keys.Where(k => k.Hour < time && !_before.ContainsKey(k)).ToArray())
        {
            _records.Remove(key);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_records.Count);
        foreach (var (key, record) in _records)
        {
            writer.Write7BitEncodedInt(key.Campaign);
            writer.Write7BitEncodedInt(key.AdGroup);
            writer.Write7BitEncodedInt(key.Sku);
            writer.Write7BitEncodedInt(key.Region);
            writer.Write(key.Hour);
            writer.Write7BitEncodedInt64(record.Revision);
            record.By.Write(writer);
            record.Figures.Write(writer);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var key = new AdKey(
                reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(),
                reader.Read7BitEncodedInt(), reader.ReadInt64());
            _records.Add(key, new AdRecord(reader.Read7BitEncodedInt64(), Stamp.Read(reader), AdFigures.Read(reader)));
        }
    }

    private static bool Wins(in AdRecord held, long revision, long time, ReadOnlySpan<byte> eventId, in AdFigures figures)
    {
        if (revision != held.Revision)
        {
            return revision > held.Revision;
        }

        var challenge = held.By.Challenge(time, eventId);
        return challenge > 0 || (challenge == 0 && AsTuple(figures).CompareTo(AsTuple(held.Figures)) > 0);
    }

    private static (long, long, long, long, long) AsTuple(in AdFigures f) => (f.Spend, f.Impressions, f.Clicks, f.Conversions, f.Gmv);

    private static long Or0(long value) => value == Absent.Number ? 0 : value;

    private int Symbol(AdSpendColumns events, Utf8Slice slice) => slice.IsPresent ? symbols.Of(events.Text[slice]) : Symbols.Empty;

    private readonly record struct AdRecord(long Revision, Stamp By, AdFigures Figures);
}
