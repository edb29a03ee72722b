using System.Runtime.CompilerServices;
using Fulfillment.Streams.Events;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// Everything merged about one order. Every field has its own last writer (see <see cref="Stamp"/>) and milestones are
/// minima, so the same events in any order, any number of times, give the same order.
/// </summary>
internal sealed partial class Order(int shop, byte[] id) : ITracked
{
    private const int ScalarCount = (int)OrderField.BuyerId;
    private const int FieldCount = (int)OrderField.Lines + 1;

    private Scalars _scalars;
    private Writers _writers; // per field: 1 + index of the stamp that wrote it, 0 where nobody did
    private Stamp[] _stamps = [];
    private Milestones _milestones = new();
    private long[] _deliveredStatuses = Moments.None;
    private long[] _pastAccepted = Moments.None;
    private uint _mark;

    /// <inheritdoc/>
    public ref uint Mark => ref _mark;

    /// <inheritdoc/>
    public bool IsForgotten { get; set; }

    /// <summary>The shop's symbol.</summary>
    public int Shop { get; } = shop;

    /// <summary>UTF-8.</summary>
    public byte[] Id { get; } = id;

    /// <summary>UTF-8; empty where unknown.</summary>
    public byte[] BuyerId { get; private set; } = [];

    /// <summary>Never changed in place, so that two references that are equal mean equal lines.</summary>
    public OrderLine[] Lines { get; private set; } = [];

    /// <summary>Packages in the order of their ids.</summary>
    public List<Package> Packages { get; } = [];

    /// <summary>Whether any event of the orders topic spoke of it; scans alone make no order.</summary>
    public bool IsKnown => FirstEventAt != Absent.Number;

    /// <summary>Event time of its earliest order event.</summary>
    public long FirstEventAt { get; private set; } = Absent.Number;

    /// <summary>Event time of the newest event of any kind; decides when it may be forgotten.</summary>
    public long LastEventAt { get; private set; } = Absent.Number;

    /// <summary>DELIVERED as a status, every time it was said, ascending: a return scan may strike any of them later.</summary>
    public ReadOnlySpan<long> DeliveredStatuses => _deliveredStatuses;

    /// <summary>CANCELLED as a status, earliest.</summary>
    public long CancelledStatusAt { get; private set; } = Absent.Number;

    /// <summary>AWAITING_COLLECTION as a status, earliest.</summary>
    public long LabelStatusAt => _milestones.Label;

    /// <summary>IN_TRANSIT as a status, earliest.</summary>
    public long AcceptedStatusAt => _milestones.Accepted;

    /// <summary>The latest return scan of any package.</summary>
    public long LastCorrection
    {
        get
        {
            var last = Absent.Number;
            foreach (var package in Packages)
            {
                last = Math.Max(last, package.LastCorrection);
            }

            return last;
        }
    }

    /// <summary>DELIVERED as a status, the earliest that no return scan of any package follows, or absent.</summary>
    public long DeliveredStatusAt => Moments.FirstAfter(_deliveredStatuses, LastCorrection);

    /// <summary>Acceptances that an earlier one replaced, ascending.</summary>
    public ReadOnlySpan<long> PastAccepted => _pastAccepted;

    /// <summary>Regions the order counted under before the one it is of now; symbols.</summary>
    public int[] PastRegions { get; private set; } = [];

    /// <summary>A number, or absent.</summary>
    public long Number(OrderField field) => _writers[(int)field] == 0 ? Absent.Number : _scalars[(int)field];

    /// <summary>A symbol; <see cref="Symbols.Empty"/> where unknown.</summary>
    public int Symbol(OrderField field) => _writers[(int)field] == 0 ? Symbols.Empty : (int)_scalars[(int)field];

    /// <summary>Merges one scan.</summary>
    public void ApplyScan(ReadOnlySpan<byte> packageId, TrackingStatus status, long at, EndNotes ends)
    {
        LastEventAt = Math.Max(LastEventAt, at);
        var index = 0;
        while (index < Packages.Count && Packages[index].Id.AsSpan().SequenceCompareTo(packageId) < 0)
        {
            index++;
        }

        if (index == Packages.Count || !Packages[index].Id.AsSpan().SequenceEqual(packageId))
        {
            Packages.Insert(index, new Package(packageId.ToArray()));
        }

        var package = Packages[index];
        var (accepted, deliveries, correction) = (package.AcceptedAt, package.Deliveries.Length, package.LastCorrection);
        package.Apply(status, at);
        NoteAccepted(accepted, package.AcceptedAt, ends);
        if (package.LastCorrection != correction)
        {
            ends.Deliveries(this); // any of them may have been in force for a while
        }
        else if (package.Deliveries.Length != deliveries)
        {
            ends.Delivered(at);
        }
    }

    private void NoteAccepted(long before, long after, EndNotes ends)
    {
        if (before != after)
        {
            ends.Accepted(after);
            ends.Deliveries(this); // transit begins with the acceptance, so any delivery may have ended one
            if (before != Absent.Number)
            {
                Moments.Add(ref _pastAccepted, before);
            }
        }
    }

    /// <summary>What the inline arrays below hold: symbols and numbers side by side.</summary>
    [InlineArray(ScalarCount)]
    private struct Scalars
    {
        private long _first;
    }

    [InlineArray(FieldCount)]
    private struct Writers
    {
        private byte _first;
    }
}
