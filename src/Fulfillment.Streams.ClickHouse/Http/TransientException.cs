namespace Fulfillment.Streams.ClickHouse.Http;

/// <summary>A failure that waiting may cure; carries what the caller is told if it does not.</summary>
internal sealed class TransientException(ClickHouseException failure) : Exception(failure.Message, failure)
{
    /// <summary>The failure itself.</summary>
    public ClickHouseException Failure { get; } = failure;
}
