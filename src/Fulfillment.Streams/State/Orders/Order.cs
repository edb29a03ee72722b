using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

/// <summary>
/// Everything merged about one order. Every field has its own last writer (see <see cref="Stamp"/>) and milestones are
/// minima, so the same events in any order, any number of times, give the same order.
/// </summary>
/// <remarks>
/// It is what an order looks like while it is worked on: between events it is a record of bytes (<see cref="PackedOrders"/>), and the
/// object becomes another order, keeping its memory.
/// </remarks>
internal sealed partial class Order
{
    private const int ScalarCount = (int)OrderField.BuyerId;
    private const int FieldCount = (int)OrderField.Lines + 1;
    private const int WriterRoom = 32;

    private readonly OrderText _text = new();
    private readonly LineArrays _lineArrays = new();
    private readonly List<Package> _packages = [];
    private readonly Stack<Package> _sparePackages = [];
    private readonly List<int> _pastRegions = [];
    private Scalars _scalars;
    private Writers _writers; // per field: 1 + index of the stamp that wrote it, 0 where nobody did
    private OrderStamp[] _stamps = new OrderStamp[2];
    private int _stampCount;
    private Milestones _milestones = new();
    private Moments _deliveredStatuses = new();
    private Moments _pastAccepted = new();
    private Utf8Slice _id;
    private Utf8Slice _buyer;

    /// <summary>The shop's symbol.</summary>
    public int Shop { get; private set; }

    /// <summary>UTF-8.</summary>
    public ReadOnlySpan<byte> Id => _text[_id];

    /// <summary>UTF-8; empty where unknown.</summary>
    public ReadOnlySpan<byte> BuyerId => _text[_buyer];

    /// <summary>Never changed in place while the order is worked on, so that two references that are equal mean equal lines.</summary>
    public OrderLine[] Lines { get; private set; } = [];

    /// <summary>Packages in the order of their ids.</summary>
    public ReadOnlySpan<Package> Packages => CollectionsMarshal.AsSpan(_packages);

    /// <summary>Whether any event of the orders topic spoke of it; scans alone make no order.</summary>
    public bool IsKnown => FirstEventAt != Absent.Number;

    /// <summary>Event time of its earliest order event.</summary>
    public long FirstEventAt { get; private set; } = Absent.Number;

    /// <summary>Event time of the newest event of any kind; decides when it may be forgotten.</summary>
    public long LastEventAt { get; private set; } = Absent.Number;

    /// <summary>DELIVERED as a status, every time it was said, ascending: a return scan may strike any of them later.</summary>
    public ReadOnlySpan<long> DeliveredStatuses => _deliveredStatuses.All;

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
    public long DeliveredStatusAt => _deliveredStatuses.FirstAfter(LastCorrection);

    /// <summary>Acceptances that an earlier one replaced, ascending.</summary>
    public ReadOnlySpan<long> PastAccepted => _pastAccepted.All;

    /// <summary>Regions the order counted under before the one it is of now; symbols.</summary>
    public ReadOnlySpan<int> PastRegions => CollectionsMarshal.AsSpan(_pastRegions);

    /// <summary>Bytes its texts may take before it needs more memory.</summary>
    public int TextRoom => _text.Room;

    private ReadOnlySpan<OrderStamp> Stamps => _stamps.AsSpan(0, _stampCount);

    /// <summary>Becomes an order of which nothing was said.</summary>
    public void Begin(int shop, ReadOnlySpan<byte> id)
    {
        Clear();
        Shop = shop;
        _text.Begin([]);
        _id = _text.Add(id);
    }

    /// <summary>A number, or absent.</summary>
    public long Number(OrderField field) => _writers[(int)field] == 0 ? Absent.Number : _scalars[(int)field];

    /// <summary>A symbol; <see cref="Symbols.Empty"/> where unknown.</summary>
    public int Symbol(OrderField field) => _writers[(int)field] == 0 ? Symbols.Empty : (int)_scalars[(int)field];

    private void Clear()
    {
        _scalars = default;
        _writers = default;
        _stampCount = 0;
        (_id, _buyer) = (default, default);
        _lineArrays.Clear();
        Lines = [];
        _milestones = new();
        FirstEventAt = LastEventAt = CancelledStatusAt = Absent.Number;
        _deliveredStatuses.Clear();
        _pastAccepted.Clear();
        _pastRegions.Clear();
        foreach (var package in _packages)
        {
            _sparePackages.Push(package);
        }

        _packages.Clear();
    }

    /// <summary>A package to be filled, at a place among the others.</summary>
    private Package NewPackage(int index)
    {
        var package = _sparePackages.TryPop(out var spare) ? spare : new Package();
        _packages.Insert(index, package);
        return package;
    }

    private void RoomForStamps(int count)
    {
        if (_stamps.Length < count)
        {
            Array.Resize(ref _stamps, Math.Max(count, 2 * _stamps.Length));
        }
    }

    /// <summary>What the inline arrays below hold: symbols and numbers side by side.</summary>
    [InlineArray(ScalarCount)]
    private struct Scalars
    {
        private long _first;
    }

    /// <summary>One for each field, and zeros up to a whole vector.</summary>
    [InlineArray(WriterRoom)]
    private struct Writers
    {
        private byte _first;
    }
}
