namespace Fulfillment.Streams.Ingest;

/// <summary>A source that cannot work until somebody changes something; the message names the setting, what was tried and the cure.</summary>
public sealed class SourceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
