namespace Fulfillment.Streams.Worker.Store;

/// <summary>Another process has the store. The message names the directory, the process and the cure.</summary>
public sealed class StoreLockedException : IOException
{
    /// <summary>An error without a message; prefer the others.</summary>
    public StoreLockedException()
    {
    }

    /// <summary>An error that says what failed and what to do about it.</summary>
    public StoreLockedException(string message)
        : base(message)
    {
    }

    /// <summary>An error found by a deeper layer.</summary>
    public StoreLockedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
