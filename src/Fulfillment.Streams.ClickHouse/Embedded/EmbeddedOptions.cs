using System.ComponentModel.DataAnnotations;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>Limits of the embedded ClickHouse. Section <c>Fulfillment:Embedded</c>.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Inserts and schema changes that run at once; others wait.</summary>
    /// <value>The default is 4.</value>
    [Range(1, 64)]
    public int WritersMax { get; set; } = 4;

    /// <summary>Read-only queries that run at once; others wait.</summary>
    /// <value>The default is 8.</value>
    [Range(1, 64)]
    public int ReadersMax { get; set; } = 8;

    /// <summary>Memory the engine may use for everything, in bytes; 0 means nine tenths of the machine's.</summary>
    /// <value>The default is 4 GiB.</value>
    [Range(0, long.MaxValue)]
    public long MemoryMax { get; set; } = 4L << 30;

    /// <summary>Size of each of the engine's two caches of where columns begin in files, in bytes.</summary>
    /// <value>The default is 256 MiB.</value>
    [Range(1 << 20, long.MaxValue)]
    public long CacheMax { get; set; } = 256L << 20;

    /// <summary>Threads one read-only query may use; 0 means one per core.</summary>
    /// <value>The default is 0.</value>
    [Range(0, 256)]
    public int QueryThreadsMax { get; set; }

    /// <summary>How long one read-only query may run before ClickHouse stops it.</summary>
    /// <value>The default is one minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan QueryTimeMax { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Memory one read-only query may use, in bytes; 0 means no limit.</summary>
    /// <value>The default is 2 GiB.</value>
    [Range(0, long.MaxValue)]
    public long QueryMemoryMax { get; set; } = 2L << 30;

    /// <summary>Rows one read-only query may return; 0 means no limit.</summary>
    /// <value>The default is 10 million.</value>
    [Range(0, long.MaxValue)]
    public long QueryRowsMax { get; set; } = 10_000_000;
}
