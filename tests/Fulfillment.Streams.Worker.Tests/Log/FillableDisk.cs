using Fulfillment.Streams.Worker.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fulfillment.Streams.Worker.Tests.Log;

/// <summary>Which writes a full disk refuses.</summary>
public enum Refused
{
    /// <summary>Those that extend the segments: the records themselves.</summary>
    Records,

    /// <summary>Those of the small files that say how far the log is durable; the segments' last blocks have room left.</summary>
    Commits,
}

/// <summary>A disk that a test fills and makes room on.</summary>
internal sealed class FillableDisk(Refused refused)
{
    private const int Sector = 512; // records are written by sectors, commits are shorter

    public volatile bool IsFull;

    /// <summary>The disk as one log sees it; the log disposes it.</summary>
    public LogDisk Open() => new(TimeProvider.System, NullLogger.Instance)
    {
        Write = (file, bytes, offset) =>
        {
            if (IsFull && bytes.Length % Sector == 0 == (refused == Refused.Records))
            {
                throw new IOException("No space left on device");
            }

            RandomAccess.Write(file, bytes, offset);
        },
    };
}
