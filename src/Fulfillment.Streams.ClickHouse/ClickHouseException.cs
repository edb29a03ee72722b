namespace Fulfillment.Streams.ClickHouse;

/// <summary>An error from ClickHouse, or from the way to it. <see cref="Exception.Message"/> names what was tried and the cure where we know one.</summary>
public sealed class ClickHouseException(int code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>ClickHouse's own error code, such as 60 for UNKNOWN_TABLE; 0 where the server was not reached.</summary>
    public int Code { get; } = code;

    /// <summary>Whether the same may succeed later, as when the server is away, overloaded or out of space.</summary>
    public bool MayPass { get; init; } = PassingErrors.Contain(code);
}
