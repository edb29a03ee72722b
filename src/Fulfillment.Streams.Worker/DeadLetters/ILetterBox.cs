using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Worker.DeadLetters;

/// <summary>Dead letters as the verbs see them, on a store or on Kafka.</summary>
internal interface ILetterBox : IDisposable
{
    /// <summary>What happens to records fed in again, for a person.</summary>
    string WhatFollows { get; }

    /// <summary>All letters, oldest first per topic.</summary>
    IEnumerable<DeadLetter> Read();

    /// <summary>Puts the original records where their topics are read from.</summary>
    Task FeedAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken);
}
