namespace Fulfillment.Streams.Worker.Commands;

/// <summary>
/// The command was understood and could not be carried out: exit code 1.
/// The message names the cause and the cure; it is printed alone, without a type name or stack.
/// </summary>
public sealed class FailureException : Exception
{
    /// <summary>An error without a message; prefer the others.</summary>
    public FailureException()
    {
    }

    /// <summary>An error that says what failed and what to do about it.</summary>
    public FailureException(string message)
        : base(message)
    {
    }

    /// <summary>An error found by a deeper layer.</summary>
    public FailureException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
