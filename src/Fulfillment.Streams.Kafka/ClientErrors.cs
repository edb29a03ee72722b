using Confluent.Kafka;

namespace Fulfillment.Streams.Kafka;

/// <summary>Which of the client's errors no waiting mends, and what to tell the person who can.</summary>
internal static class ClientErrors
{
    /// <summary>Whether somebody must change a setting, a right or a certificate.</summary>
    public static bool NeedsPerson(ErrorCode code) => code is
        ErrorCode.Local_Authentication or ErrorCode.SaslAuthenticationFailed or ErrorCode.UnsupportedSaslMechanism
        or ErrorCode.IllegalSaslState or ErrorCode.SecurityDisabled
        or ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed;

    /// <summary>Names the setting, what was tried, what the broker said and the cure.</summary>
    public static string Explain(Error error, KafkaOptions options)
    {
        var tried = $"Kafka:BootstrapServers = {options.BootstrapServers} with Kafka:SecurityProtocol = {options.SecurityProtocol}";
        return error.Code switch
        {
            ErrorCode.Local_Ssl =>
                $"No secure connection to {tried}: {Clean(error)}. Check Kafka:SslCaLocation, and that the port is the broker's TLS listener.",
            ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed =>
                $"Kafka refuses '{options.SaslUsername ?? "anonymous"}' at {tried}: {Clean(error)}. Grant read on the topics and on group {options.GroupId}, and write on the {options.DeadLetterSuffix} topics.",
            _ when NeedsPerson(error.Code) =>
                $"Kafka does not accept the login of '{options.SaslUsername}' at {tried}, Kafka:SaslMechanism = {options.SaslMechanism}: {Clean(error)}. Check Kafka:SaslUsername and Kafka:SaslPassword.",
            ErrorCode.FencedInstanceId =>
                $"Another worker took over the name Kafka:GroupInstanceId = {options.GroupInstanceId} in group {options.GroupId}. Give every worker its own.",
            _ => $"The Kafka client gave up at {tried}: {Clean(error)} ({error.Code}). Start the worker again.",
        };
    }

    private static string Clean(Error error) => error.Reason.TrimEnd('.', ' ');
}
