namespace Fulfillment.Streams.Worker.Commands;

/// <summary>
/// The options parse but contradict each other or lie outside what the verb accepts: exit code 2.
/// The message names the option and says what would be accepted.
/// </summary>
public sealed class UsageException : Exception
{
    /// <summary>An error without a message; prefer the others.</summary>
    public UsageException()
    {
    }

    /// <summary>An error that says what is wrong and what would be right.</summary>
    public UsageException(string message)
        : base(message)
    {
    }

    /// <summary>An error found by a deeper layer.</summary>
    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
