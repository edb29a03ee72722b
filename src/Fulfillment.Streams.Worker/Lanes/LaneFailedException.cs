namespace Fulfillment.Streams.Worker.Lanes;

/// <summary>A lane could not go on; the message says why in the words of what failed.</summary>
public sealed class LaneFailedException(string message, Exception inner) : Exception(message, inner);
