using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Tests;

/// <summary>Keeps what was logged.</summary>
public sealed class ListLogger : ILogger<KafkaSource>
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text, Exception? Exception)> lines = new();

    public IReadOnlyCollection<(int Id, LogLevel Level, string Text, Exception? Exception)> Lines => [.. lines];

    /// <summary>Warnings that records are missing.</summary>
    public IReadOnlyList<(int Id, LogLevel Level, string Text, Exception? Exception)> Gaps => [.. lines.Where(line => line.Id is >= 2007 and <= 2009)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((eventId.Id, logLevel, formatter(state, exception), exception));
}
