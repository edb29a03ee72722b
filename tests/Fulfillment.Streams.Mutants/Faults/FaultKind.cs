namespace Fulfillment.Streams.Mutants.Faults;

/// <summary>The kinds of mistakes.</summary>
internal enum FaultKind
{
    /// <summary>A comparison takes its boundary in, or leaves it out.</summary>
    Boundary,

    /// <summary>A condition is turned round.</summary>
    Negation,

    /// <summary>Plus for minus, times for divided by, left shift for right shift, and the reverse of each.</summary>
    Arithmetic,

    /// <summary>A leading minus is forgotten.</summary>
    Sign,

    /// <summary>And for or, and the reverse.</summary>
    Logic,

    /// <summary>The least for the greatest, the first for the last, and the reverse of each.</summary>
    Extreme,

    /// <summary>A number is one too great.</summary>
    OffByOne,

    /// <summary>True for false, and the reverse.</summary>
    Truth,

    /// <summary>A call, an assignment or a guard is left out.</summary>
    Statement,
}
