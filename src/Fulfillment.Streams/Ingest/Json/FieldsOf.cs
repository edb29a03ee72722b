using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Json;

/// <summary>The vocabulary in which the readers list their fields.</summary>
internal static class FieldsOf<T>
    where T : Columns
{
    /// <summary>An identity that must be there.</summary>
    public static Field<T> Key(string name, Func<T, Column<Utf8Slice>> column) => new TextField<T>(name, TextKind.Id, column, true);

    /// <summary>An identity.</summary>
    public static Field<T> Id(string name, Func<T, Column<Utf8Slice>> column) => new TextField<T>(name, TextKind.Id, column);

    /// <summary>A value from a list; unknown ones are kept.</summary>
    public static Field<T> Code(string name, Func<T, Column<Utf8Slice>> column, bool required = false) =>
        new TextField<T>(name, TextKind.Code, column, required);

    /// <summary>A two-letter state; odd ones are kept, upper-cased.</summary>
    public static Field<T> Region(Func<T, Column<Utf8Slice>> column) => new TextField<T>("region", TextKind.Region, column);

    /// <summary>Words for people.</summary>
    public static Field<T> Words(string name, Func<T, Column<Utf8Slice>> column) => new TextField<T>(name, TextKind.Words, column);

    /// <summary>A point in time.</summary>
    public static Field<T> Moment(string name, Func<T, Column<long>> column, bool required = false) =>
        new TimeField<T>(name, column, required);

    /// <summary>The start of the hour a time lies in.</summary>
    public static Field<T> Hour(string name, Func<T, Column<long>> column) => new TimeField<T>(name, column, true, 3_600_000);

    /// <summary>An amount of money, 0 or more.</summary>
    public static Field<T> Money(string name, Func<T, Column<long>> column, bool required = false) =>
        new NumberField<T>(name, column, 6, 0, Bounds.Money, required);

    /// <summary>A whole number, 0 or more.</summary>
    public static Field<T> Count(string name, Func<T, Column<long>> column, bool required = false) =>
        new NumberField<T>(name, column, 0, 0, Bounds.Count, required);

    /// <summary>A whole number that may be negative.</summary>
    public static Field<T> Level(string name, Func<T, Column<long>> column, bool required = false) =>
        new NumberField<T>(name, column, 0, -Bounds.Count, Bounds.Count, required);

    /// <summary>Whole days, 0 or more.</summary>
    public static Field<T> Days(string name, Func<T, Column<long>> column) => new NumberField<T>(name, column, 0, 0, Bounds.Days, false);

    /// <summary>A number with up to 6 decimals, 0 or more.</summary>
    public static Field<T> Fraction(string name, Func<T, Column<long>> column, long max) =>
        new NumberField<T>(name, column, 6, 0, max * Bounds.Micros, false);

    /// <summary>A flag.</summary>
    public static Field<T> Flag(string name, Func<T, Column<long>> column) => new FlagField<T>(name, column);

    /// <summary>What every event has, before the fields of its kind.</summary>
    public static Field<TEvent>[] Event<TEvent>(params Field<TEvent>[] fields)
        where TEvent : EventColumns, T =>
    [
        FieldsOf<TEvent>.Key("event_id", c => c.EventId),
        FieldsOf<TEvent>.Key("shop_id", c => c.ShopId),
        FieldsOf<TEvent>.Moment("event_time", c => c.EventTime, true),
        .. fields,
    ];
}
