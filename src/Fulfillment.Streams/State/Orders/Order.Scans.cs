using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

internal sealed partial class Order
{
    /// <summary>Merges one scan.</summary>
    public void ApplyScan(ReadOnlySpan<byte> packageId, TrackingStatus status, long at, EndNotes ends)
    {
        LastEventAt = Math.Max(LastEventAt, at);
        var package = PackageOf(packageId);
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

    private Package PackageOf(ReadOnlySpan<byte> id)
    {
        var index = 0;
        while (index < _packages.Count && _text[_packages[index].Id].SequenceCompareTo(id) < 0)
        {
            index++;
        }

        if (index == _packages.Count || !_text[_packages[index].Id].SequenceEqual(id))
        {
            NewPackage(index).Begin(_text.Add(id));
        }

        return _packages[index];
    }

    private void NoteAccepted(long before, long after, EndNotes ends)
    {
        if (before != after)
        {
            ends.Accepted(after);
            ends.Deliveries(this); // transit begins with the acceptance, so any delivery may have ended one
            if (before != Absent.Number)
            {
                _pastAccepted.Add(before);
            }
        }
    }
}
