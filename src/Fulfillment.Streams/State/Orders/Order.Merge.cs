using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.State.Orders;

internal sealed partial class Order
{
    /// <summary>Merges one order event.</summary>
    public void Apply(OrderColumns events, int row, Vocabulary words, EndNotes ends)
    {
        var symbols = words.Symbols;
        var region = IsKnown ? OrderFacts.RegionOf(this, words) : Symbols.Empty;
        var merge = new FieldMerge(this, events.EventTime[row], events.Text[events.EventId[row]], stackalloc sbyte[_stampCount]);
        Text(ref merge, OrderField.Status, events.Status, events, row, symbols);
        Text(ref merge, OrderField.Region, events.Region, events, row, symbols);
        Text(ref merge, OrderField.FulfillmentType, events.FulfillmentType, events, row, symbols);
        Text(ref merge, OrderField.ShippingType, events.ShippingType, events, row, symbols);
        Text(ref merge, OrderField.OrderType, events.OrderType, events, row, symbols);
        Text(ref merge, OrderField.WarehouseId, events.WarehouseId, events, row, symbols);
        Text(ref merge, OrderField.Currency, events.Currency, events, row, symbols);
        Text(ref merge, OrderField.CancelInitiator, events.CancelInitiator, events, row, symbols);
        Text(ref merge, OrderField.CancelReason, events.CancelReason, events, row, symbols);
        Moment(ref merge, OrderField.CreateTime, events.CreateTime[row]);
        Moment(ref merge, OrderField.PaidTime, events.PaidTime[row]);
        Number(ref merge, OrderField.HandlingDays, events.HandlingDays[row]);
        Moment(ref merge, OrderField.ReleaseTime, events.ReleaseTime[row]);
        Number(ref merge, OrderField.IsSample, events.IsSample[row]);
        Moment(ref merge, OrderField.DispatchDeadline, events.DispatchDeadline[row]);
        Moment(ref merge, OrderField.DeliverBy, events.DeliverBy[row]);
        Buyer(ref merge, events, row);
        MergeLines(ref merge, events, row, symbols);
        merge.Finish();
        Reach(events.Text[events.Status[row]], events.EventTime[row], ends);
        if (region != Symbols.Empty && region != OrderFacts.RegionOf(this, words) && !_pastRegions.Contains(region))
        {
            _pastRegions.Add(region);
        }
    }

    private void Text(
        ref FieldMerge merge, OrderField field, Column<Utf8Slice> column, OrderColumns events, int row, Symbols symbols)
    {
        var slice = column[row];
        if (!slice.IsPresent)
        {
            return;
        }

        var against = merge.Challenge(field);
        if (against < 0)
        {
            return;
        }

        var text = events.Text[slice];
        var difference = text.SequenceCompareTo(symbols[Symbol(field)]);
        if (difference != 0 && (against > 0 || difference > 0))
        {
            _scalars[(int)field] = symbols.Of(text);
            merge.Take(field);
        }
        else if (against > 0)
        {
            merge.Take(field); // said again, and later
        }
    }

    /// <summary>Platforms say 0 where something has not happened yet, so a time of 1970 or before is no statement.</summary>
    private void Moment(ref FieldMerge merge, OrderField field, long time)
    {
        if (time > 0)
        {
            Number(ref merge, field, time);
        }
    }

    private void Number(ref FieldMerge merge, OrderField field, long value)
    {
        if (value == Absent.Number)
        {
            return;
        }

        var against = merge.Challenge(field);
        if (against > 0 || (against == 0 && value > _scalars[(int)field]))
        {
            _scalars[(int)field] = value;
            merge.Take(field);
        }
    }

    private void Buyer(ref FieldMerge merge, OrderColumns events, int row)
    {
        var slice = events.BuyerId[row];
        if (!slice.IsPresent)
        {
            return;
        }

        var against = merge.Challenge(OrderField.BuyerId);
        var text = events.Text[slice];
        if (against > 0 || (against == 0 && text.SequenceCompareTo(BuyerId) > 0))
        {
            _buyer = text.SequenceEqual(BuyerId) ? _buyer : _text.Add(text);
            merge.Take(OrderField.BuyerId);
        }
    }

    private void MergeLines(ref FieldMerge merge, OrderColumns events, int row, Symbols symbols)
    {
        if (events.LineCount[row] < 0)
        {
            return;
        }

        var against = merge.Challenge(OrderField.Lines);
        if (against < 0)
        {
            return;
        }

        var difference = OrderLines.Compare(events, row, Lines, _text, symbols);
        if (difference != 0 && (against > 0 || difference > 0))
        {
            Lines = _lineArrays.Take(events.LineCount[row]);
            OrderLines.Read(events, row, symbols, _text, Lines);
            merge.Take(OrderField.Lines);
        }
        else if (against > 0)
        {
            merge.Take(OrderField.Lines); // said again, and later
        }
    }

    private void Reach(ReadOnlySpan<byte> status, long at, EndNotes ends)
    {
        FirstEventAt = Milestones.Earliest(FirstEventAt, at);
        LastEventAt = Math.Max(LastEventAt, at);
        if (status.SequenceEqual("AWAITING_COLLECTION"u8))
        {
            Milestones.Earlier(ref _milestones.Label, at);
        }
        else if (status.SequenceEqual("IN_TRANSIT"u8))
        {
            var before = AcceptedStatusAt;
            Milestones.Earlier(ref _milestones.Accepted, at);
            NoteAccepted(before, AcceptedStatusAt, ends);
        }
        else if (status.SequenceEqual("DELIVERED"u8) && _deliveredStatuses.Add(at))
        {
            ends.Delivered(at);
        }
        else if (status.SequenceEqual("CANCELLED"u8))
        {
            CancelledStatusAt = Milestones.Earliest(CancelledStatusAt, at);
        }
    }

    /// <summary>
    /// One event against an order's fields. The event is compared with each stamp once, not with each field; stamps that
    /// own no field any more are dropped, so an order keeps as many as it needs and seldom more than three.
    /// </summary>
    private ref struct FieldMerge
    {
        private readonly Order _order;
        private readonly long _time;
        private readonly ReadOnlySpan<byte> _eventId;
        private readonly Span<sbyte> _against;
        private bool _took;

        public FieldMerge(Order order, long time, ReadOnlySpan<byte> eventId, Span<sbyte> against)
        {
            _order = order;
            _time = time;
            _eventId = eventId;
            _against = against;
            for (var i = 0; i < against.Length; i++)
            {
                var stamp = order._stamps[i];
                against[i] = (sbyte)Math.Sign(time != stamp.Time
                    ? time.CompareTo(stamp.Time) : eventId.SequenceCompareTo(order._text[stamp.EventId]));
            }
        }

        /// <summary>Positive where the event is later than the field's writer, zero where it is the same event.</summary>
        public readonly int Challenge(OrderField field)
        {
            var writer = _order._writers[(int)field];
            return writer == 0 ? 1 : writer > _against.Length ? 0 : _against[writer - 1];
        }

        public void Take(OrderField field)
        {
            _order._writers[(int)field] = (byte)(_against.Length + 1);
            _took = true;
        }

        public readonly void Finish()
        {
            if (_took)
            {
                _order.KeepOwners(new OrderStamp(_time, _order._text.Add(_eventId)));
            }
        }
    }

    /// <summary>Adds the newest stamp and drops those that own no field any more.</summary>
    private void KeepOwners(OrderStamp added)
    {
        Span<byte> renamed = stackalloc byte[_stampCount + 2];
        byte kept = 0;
        for (var field = 0; field < FieldCount; field++)
        {
            ref var writer = ref _writers[field];
            if (writer != 0)
            {
                ref var name = ref renamed[writer];
                name = name == 0 ? ++kept : name;
                writer = name;
            }
        }

        Span<OrderStamp> stamps = stackalloc OrderStamp[kept];
        for (var writer = 1; writer < renamed.Length; writer++)
        {
            if (renamed[writer] != 0)
            {
                stamps[renamed[writer] - 1] = writer > _stampCount ? added : _stamps[writer - 1];
            }
        }

        RoomForStamps(kept);
        stamps.CopyTo(_stamps);
        _stampCount = kept;
    }
}
