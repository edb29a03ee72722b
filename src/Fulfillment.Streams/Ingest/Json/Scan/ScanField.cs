namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>One field as the scanner needs it, in a cache line or two.</summary>
internal struct ScanField(string name, ValueShape shape, ScanTarget target)
{
    /// <summary>Its name.</summary>
    public readonly ScanName Name = new(name);

    /// <summary>How its usual values look.</summary>
    public readonly ValueKind Kind = shape.Kind;

    /// <summary>As in <see cref="ValueShape"/>.</summary>
    public readonly long Min = shape.Min, Max = shape.Max, Unit = shape.Unit;

    /// <summary>The column of <see cref="Target"/>.</summary>
    public readonly object? Column = target.Column;

    /// <summary>Where values go.</summary>
    public readonly ScanTarget Target = target;

    /// <summary>What followed this field.</summary>
    public Guess Next;
}
