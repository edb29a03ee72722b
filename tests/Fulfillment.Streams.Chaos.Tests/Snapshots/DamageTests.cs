using System.Globalization;
using Fulfillment.Streams.Chaos.Tests.Reporting;
using Fulfillment.Streams.Chaos.Tests.Trials;
using Fulfillment.Streams.Snapshots;
using Fulfillment.Streams.Tests.Laws;
using Fulfillment.Streams.Tests.Snapshots;

namespace Fulfillment.Streams.Chaos.Tests.Snapshots;

/// <summary>R11 and R12: what is stored is read as it was written, or found to be damaged, or of a format that is still read.</summary>
public sealed class DamageTests
{
    [Fact, Trait("Property", "R11")]
    public void A_lane_goes_on_from_an_earlier_snapshot_where_the_newest_is_torn_or_flipped()
    {
        var damaged = 0;
        var noticed = 0;
        Trial.Of("R11", inShort: 40, inFull: 2000).Run(one =>
        {
            var events = one.Story().Shuffled(one.Random);
            using var first = new LaneRun();
            var store = new MemorySnapshots();
            var owner = LaneSnapshots.ClaimAsync(store, 0, 1, _ => { }, SnapshotMerge.AtOnce(3, one.Random.Next(2) * 1500), default).Result;
            owner.LoadAsync(default).Wait();
            foreach (var stretch in events.Chunk(1 + one.Random.Next(8)))
            {
                first.FeedRandomly(stretch, one.Random).Tick();
                owner.SaveAsync("log", first.Changes(), isLast: false, default).Wait();
                owner.TidyAsync(default).Wait();
            }

            var name = store.Names[one.Random.Next(store.Names.Count)];
            store[name] = Damage(store[name], one.Random);
            Interlocked.Increment(ref damaged);
            var isNoticed = false;
            StoredState? state = null;
            try
            {
                state = LaneSnapshots.ClaimAsync(store, 0, 2, _ => isNoticed = true, SnapshotMerge.AtOnce(3), default).Result.LoadAsync(default).GetAwaiter().GetResult();
            }
            catch (SnapshotsDamagedException)
            {
                isNoticed = true; // the first there ever was: the lane says so and begins anew when told to
            }

            Interlocked.Add(ref noticed, isNoticed ? 1 : 0);
            // Everything is read again, be it from before the snapshot: a source keeps that long. Nothing damaged may show.
            using var second = new LaneRun(first.Tables, 2, snapshot: state);
            second.FeedRandomly(events, one.Random).Settle();
            Chance.Same(events.Whole(), second.Tables.Dump());
        }).Record(
            string.Create(CultureInfo.InvariantCulture, $"{damaged:N0} damaged blobs and manifests, 0 taken for whole"),
            note: string.Create(CultureInfo.InvariantCulture, $"{noticed:N0} were of the snapshot in use, and reported; the others were old. Every byte and every length: LaneSnapshotsTests"));
    }

    [Fact, Trait("Property", "R12")]
    public async Task Snapshots_of_every_format_are_tested()
    {
        var formats = FormatTests.Numbers.ToArray();
        foreach (var format in formats)
        {
            await new FormatTests().A_snapshot_of_every_format_loads_and_goes_on(format);
        }

        Report.Record("R12", $"versions {string.Join(" and ", formats)} load and go on", formats.Contains(Manifest.FormatVersion), formats.Length, null, 0, "version 1 was never released");
        Assert.Contains(Manifest.FormatVersion, formats);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        if (bytes.Length == 0 || random.Next(2) == 0)
        {
            return bytes[..random.Next(bytes.Length)];
        }

        byte[] flipped = [.. bytes];
        flipped[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
