using System.Net;
using System.Net.Sockets;

namespace Fulfillment.Streams.ClickHouse.Http;

/// <summary>Failures of the way to the server as errors that name what was tried, the setting and the cure.</summary>
internal static class HttpFailures
{
    private const string UrlSetting = "ClickHouse:Url (environment Fulfillment__ClickHouse__Url, option --clickhouse)";
    private const string UserSetting = "ClickHouse:User and ClickHouse:Password (environment Fulfillment__ClickHouse__User and Fulfillment__ClickHouse__Password)";

    /// <summary>Whether waiting may help against <paramref name="failure"/>: a name that does not resolve or a certificate stays wrong.</summary>
    public static bool MayPass(HttpRequestException failure) =>
        failure.HttpRequestError is not (HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);

    /// <summary>The server was not reached, or the connection broke.</summary>
    public static ClickHouseException NotReached(string url, HttpRequestException failure)
    {
        var what = failure.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "its host name is unknown",
            HttpRequestError.SecureConnectionError => $"the TLS handshake failed ({(failure.InnerException ?? failure).Message})",
            _ when failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
            _ => (failure.InnerException ?? failure).Message,
        };
        return new ClickHouseException(
            0, $"ClickHouse at {url} could not be reached: {what}. Start the server, or set {UrlSetting} to its HTTP port, usually 8123.", failure) { MayPass = MayPass(failure) };
    }

    /// <summary>The server took too long, every time.</summary>
    public static ClickHouseException TooSlow(string url, TimeSpan limit, Exception failure) => new(
        0, $"ClickHouse at {url} did not answer within {limit.TotalSeconds:0.###} s. Check the server's load, raise ClickHouse:RequestTimeMax, or set {UrlSetting} to another server.", failure) { MayPass = true };

    /// <summary>The server answered with an error.</summary>
    public static ClickHouseException Answered(string url, HttpStatusCode status, int code, string text)
    {
        var message = text.Trim() is { Length: > 0 } said ? said : $"HTTP {(int)status} {status} without an explanation";
        var mayPass = Retries.MayPass((int)status, code, repeatOverload: true);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || code is 192 or 193 or 194 or 516)
        {
            return new ClickHouseException(code, $"ClickHouse at {url} refused the user: {message} Set {UserSetting}.") { MayPass = mayPass };
        }

        return new ClickHouseException(code, code == 0 ? $"ClickHouse at {url} answered: {message}. Is {UrlSetting} the address of a ClickHouse server?" : message)
        {
            MayPass = mayPass,
        };
    }
}
