using System.ComponentModel.DataAnnotations;

namespace Fulfillment.Streams.ClickHouse.Http;

/// <summary>A ClickHouse server's HTTP interface. Section <c>ClickHouse</c>.</summary>
public sealed class HttpClickHouseOptions
{
    /// <summary>Where the server answers HTTP. User and password may be part of it and are then not shown anywhere.</summary>
    /// <value>The default is <c>http://127.0.0.1:8123/</c>.</value>
    [Required]
    public Uri Url { get; set; } = new("http://127.0.0.1:8123/");

    /// <summary>Sent as <c>X-ClickHouse-User</c>; null leaves it to <see cref="Url"/> or the server's default user.</summary>
    public string? User { get; set; }

    /// <summary>Sent as <c>X-ClickHouse-Key</c>.</summary>
    public string? Password { get; set; }

    /// <summary>How long to wait for a connection.</summary>
    /// <value>The default is 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00")]
    public TimeSpan ConnectTimeMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take until the server has answered.</summary>
    /// <value>The default is one minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RequestTimeMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a failed attempt is repeated where waiting may help; 0 means never.</summary>
    /// <value>The default is 8: with the default delays about a minute and a half in all.</value>
    [Range(0, 100)]
    public int RetriesMax { get; set; } = 8;

    /// <summary>Mean wait before the first repetition; each further one doubles it, with jitter.</summary>
    /// <value>The default is 0.25 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between two attempts.</summary>
    /// <value>The default is 30 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether bodies are compressed with gzip, both ways.</summary>
    /// <value>The default is true.</value>
    public bool Compress { get; set; } = true;
}
