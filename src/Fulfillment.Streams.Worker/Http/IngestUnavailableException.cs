namespace Fulfillment.Streams.Worker.Http;

/// <summary>Events could not be made durable. <see cref="Exception.Message"/> says why, in one sentence a client may see.</summary>
public sealed class IngestUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
