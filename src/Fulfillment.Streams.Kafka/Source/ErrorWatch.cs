using Confluent.Kafka;
using Fulfillment.Streams.Ingest;
using Microsoft.Extensions.Logging;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// Sorts the client's errors: what waiting can mend is logged, once a while per kind; what only a person can mend
/// ends the run. Used by the source's thread only, which is where librdkafka calls back.
/// </summary>
internal sealed partial class ErrorWatch(KafkaOptions options, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly Dictionary<(ErrorCode Code, string Where), long> logged = [];
    private SourceUnavailableException? hopeless;

    /// <summary>Set once the cluster has answered: from then on a broken TLS handshake may be a restart and is retried.</summary>
    public bool Connected { get; set; }

    /// <summary>The newest reason a broker gave for not being reachable.</summary>
    public string? LastTransportError { get; private set; }

    /// <summary>Takes a client-wide error.</summary>
    public void OnClient(Error error)
    {
        if (error.IsFatal || ClientErrors.NeedsPerson(error.Code) || (error.Code == ErrorCode.Local_Ssl && !Connected))
        {
            hopeless ??= new(ClientErrors.Explain(error, options));
            return;
        }

        if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_AllBrokersDown or ErrorCode.Local_Resolve or ErrorCode.Local_Ssl or ErrorCode.Local_TimedOut)
        {
            // "All brokers down" follows the reason that says why.
            LastTransportError = error.Code == ErrorCode.Local_AllBrokersDown ? LastTransportError ?? error.Reason : error.Reason;
            if (!Connected)
            {
                return;
            }
        }

        if (Due(error.Code, ""))
        {
            Log.ClientError(logger, error.Code, error.Reason);
        }
    }

    /// <summary>Takes an error of one partition; reading goes on.</summary>
    public void OnPartition(ErrorCode code, string reason, string topic, int partition)
    {
        if (ClientErrors.NeedsPerson(code))
        {
            OnClient(new Error(code, reason));
        }
        else if (Due(code, topic))
        {
            Log.PartitionError(logger, topic, partition, code, reason);
        }
    }

    /// <summary>Takes the outcome of a commit; a failed one is repeated by the committer or by the lane's next owner.</summary>
    public void OnCommit(ErrorCode code)
    {
        if (code != ErrorCode.NoError && Due(code, "commit"))
        {
            Log.CommitFailed(logger, code);
        }
    }

    /// <exception cref="SourceUnavailableException">Something came that waiting does not mend.</exception>
    public void ThrowIfHopeless()
    {
        if (hopeless is not null)
        {
            throw hopeless;
        }
    }

    private bool Due(ErrorCode code, string where)
    {
        var now = time.GetTimestamp();
        if (logged.TryGetValue((code, where), out var last) && time.GetElapsedTime(last, now) < Quiet)
        {
            return false;
        }

        logged[(code, where)] = now;
        return true;
    }
}
