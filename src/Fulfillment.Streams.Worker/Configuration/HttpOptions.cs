using System.ComponentModel.DataAnnotations;

namespace Fulfillment.Streams.Worker.Configuration;

/// <summary>Addresses the worker listens on. Loopback by default: there is no authentication.</summary>
public sealed class HttpOptions
{
    /// <summary>Page, API, health, metrics and ingest.</summary>
    /// <value>The default is http://127.0.0.1:8080.</value>
    [Url]
    public string Url { get; set; } = "http://127.0.0.1:8080";

    /// <summary>ClickHouse's HTTP interface on the embedded store.</summary>
    /// <value>The default is http://127.0.0.1:8123.</value>
    [Url]
    public string SqlUrl { get; set; } = "http://127.0.0.1:8123";
}
