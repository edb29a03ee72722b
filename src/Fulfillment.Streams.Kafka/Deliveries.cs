using Confluent.Kafka;

namespace Fulfillment.Streams.Kafka;

/// <summary>Counts the records of one caller until the broker has answered for each. Thread-safe.</summary>
internal sealed class Deliveries
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(int Index, Error Error)> failures = [];

    /// <summary>One more than is outstanding, until the caller says that nothing follows.</summary>
    private int outstanding = 1;

    /// <summary>The records that failed, by the index given to <see cref="Expect"/>; stable once <see cref="All"/> completed.</summary>
    public IReadOnlyList<(int Index, Error Error)> Failures => failures;

    /// <summary>Expects an answer for one more record.</summary>
    public void Expect() => Interlocked.Increment(ref outstanding);

    /// <summary>Takes the answer for a record.</summary>
    public void Answer(int index, Error error)
    {
        if (error.IsError)
        {
            lock (failures)
            {
                failures.Add((index, error));
            }
        }

        if (Interlocked.Decrement(ref outstanding) == 0)
        {
            done.SetResult();
        }
    }

    /// <summary>Nothing more is to be expected; completes when every answer is there.</summary>
    public Task All()
    {
        Answer(-1, new Error(ErrorCode.NoError));
        return done.Task;
    }
}
