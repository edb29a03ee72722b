using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// Before joining the group: waits until the brokers answer and every topic exists, and refuses topics that are not
/// co-partitioned. Waiting says so every few seconds.
/// </summary>
internal sealed partial class ClusterCheck(
    KafkaOptions options, ErrorWatch errors, ILogger logger, TimeProvider time, Action serveCallbacks)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Returns the common number of partitions, or null when cancelled.</summary>
    /// <exception cref="SourceUnavailableException">The cluster refuses us, lacks topics for too long, or has them partitioned differently.</exception>
    public int? Wait(Handle handle, CancellationToken cancellationToken)
    {
        using var admin = new DependentAdminClientBuilder(handle).Build();
        var started = time.GetTimestamp();
        var answered = started;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (counts, problem) = Ask(admin);
            serveCallbacks();
            errors.ThrowIfHopeless();
            if (counts is null)
            {
                Log.Unreachable(logger, options.BootstrapServers, errors.LastTransportError ?? problem!, (int)time.GetElapsedTime(started).TotalSeconds);
                answered = time.GetTimestamp();
            }
            else
            {
                errors.Connected = true;
                var missing = TopicNames.All.Where(topic => counts[(int)topic] == 0).Select(options.NameOf).ToArray();
                if (missing.Length == 0)
                {
                    return Common(counts);
                }

                WaitForTopics(missing, time.GetElapsedTime(answered));
            }

            cancellationToken.WaitHandle.WaitOne(Pause);
        }

        return null;
    }

    private void WaitForTopics(string[] missing, TimeSpan waited)
    {
        var names = string.Join(", ", missing);
        if (waited >= options.TopicWait)
        {
            throw new SourceUnavailableException(
                $"Kafka at Kafka:BootstrapServers = {options.BootstrapServers} has no topic {names} (waited {(int)waited.TotalSeconds} s). "
                + "Create them with: fulfillment topics create. Or map other names with Kafka:Topics.");
        }

        Log.TopicsMissing(logger, names, options.BootstrapServers);
    }

    private int Common(int[] counts)
    {
        if (counts.Distinct().Count() == 1)
        {
            return counts[0];
        }

        var each = string.Join(", ", TopicNames.All.Select(topic => $"{options.NameOf(topic)} {counts[(int)topic]}"));
        throw new SourceUnavailableException(
            $"The topics at Kafka:BootstrapServers = {options.BootstrapServers} differ in their number of partitions ({each}); "
            + "one shop's events would not meet. Create them anew with the same number, or add partitions and replay.");
    }

    private (int[]? Counts, string? Problem) Ask(IAdminClient admin)
    {
        var counts = new int[TopicNames.Count];
        try
        {
            foreach (var topic in TopicNames.All)
            {
                var found = admin.GetMetadata(options.NameOf(topic), Patience).Topics.FirstOrDefault(t => t.Topic == options.NameOf(topic));
                if (found is not null && ClientErrors.NeedsPerson(found.Error.Code))
                {
                    errors.OnClient(found.Error);
                }

                counts[(int)topic] = found is null || found.Error.IsError ? 0 : found.Partitions.Count;
            }

            return (counts, null);
        }
        catch (KafkaException unreachable) when (!unreachable.Error.IsFatal)
        {
            return (null, unreachable.Error.Reason);
        }
    }
}
