namespace Fulfillment.Streams.Events;

/// <summary>Order lines named by the scans of a batch.</summary>
public sealed class PackageLineColumns : Columns
{
    internal PackageLineColumns(Utf8Arena text)
        : base(text)
    {
        LineId = Slices();
    }

    /// <summary>Identity of an order line inside the package.</summary>
    public Column<Utf8Slice> LineId { get; }
}
