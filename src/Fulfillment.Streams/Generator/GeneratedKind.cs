namespace Fulfillment.Streams.Generator;

/// <summary>What a generated message is, so that a test knows what must become of it.</summary>
public enum GeneratedKind : byte
{
    /// <summary>Valid and seen for the first time.</summary>
    Original,

    /// <summary>Byte for byte equal to a message that arrived before.</summary>
    Duplicate,

    /// <summary>Certain to be rejected.</summary>
    Malformed,
}
