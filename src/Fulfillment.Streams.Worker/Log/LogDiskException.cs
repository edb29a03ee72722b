namespace Fulfillment.Streams.Worker.Log;

/// <summary>The log's disk does not take writes now. What was appended may become durable later; appending it again is safe.</summary>
public sealed class LogDiskException(string message) : IOException(message);
