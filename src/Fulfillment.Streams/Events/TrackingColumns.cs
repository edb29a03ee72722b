using Fulfillment.Streams.Ingest.Carriers;

namespace Fulfillment.Streams.Events;

/// <summary>Events of the <c>tracking</c> topic: one scan of one package.</summary>
public sealed class TrackingColumns : EventColumns
{
    /// <summary>An empty set of columns on its own arena.</summary>
    public TrackingColumns()
        : base(new Utf8Arena())
    {
        OrderId = Slices();
        PackageId = Slices();
        Carrier = Slices();
        TrackingNumber = Slices();
        RawStatus = Slices();
        Status = Add(TrackingStatus.Unknown);
        Description = Slices();
        Location = Slices();
        LineStart = Add(0);
        LineCount = Add(-1);
        Lines = new PackageLineColumns(Text);
    }

    /// <summary><c>order_id</c>, required.</summary>
    public Column<Utf8Slice> OrderId { get; }

    /// <summary><c>package_id</c>, required.</summary>
    public Column<Utf8Slice> PackageId { get; }

    /// <summary><c>carrier</c>.</summary>
    public Column<Utf8Slice> Carrier { get; }

    /// <summary><c>tracking_number</c>.</summary>
    public Column<Utf8Slice> TrackingNumber { get; }

    /// <summary><c>status</c> as it came, required.</summary>
    public Column<Utf8Slice> RawStatus { get; }

    /// <summary>What the raw status maps to.</summary>
    public Column<TrackingStatus> Status { get; }

    /// <summary><c>description</c>.</summary>
    public Column<Utf8Slice> Description { get; }

    /// <summary><c>location</c>.</summary>
    public Column<Utf8Slice> Location { get; }

    /// <summary>First row of this scan in <see cref="Lines"/>.</summary>
    public Column<int> LineStart { get; }

    /// <summary>How many rows of <see cref="Lines"/> are this scan's; −1 where the event had no <c>lines</c>.</summary>
    public Column<int> LineCount { get; }

    /// <summary>Order lines inside the packages of the batch.</summary>
    public PackageLineColumns Lines { get; }

    /// <summary>The statuses that these columns had mapped last, kept across batches.</summary>
    internal MappedBefore MappedBefore { get; } = new();

    /// <inheritdoc/>
    public override int AddRow()
    {
        var row = base.AddRow();
        LineStart[row] = Lines.Count; // also where the row will have none: Truncate relies on it
        return row;
    }

    /// <inheritdoc/>
    public override void Truncate(int count)
    {
        if (count < Count)
        {
            Lines.Truncate(LineStart[count]);
        }

        base.Truncate(count);
    }
}
