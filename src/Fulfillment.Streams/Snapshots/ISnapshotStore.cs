namespace Fulfillment.Streams.Snapshots;

/// <summary>
/// Where lanes keep their snapshots, as named blobs, and their assignment epochs: a directory, or a ClickHouse table when
/// workers share nothing else. It knows nothing of what blobs mean; their reader does. Thread-safe.
/// </summary>
/// <remarks>
/// A worker that lost a lane may go on for a moment beside its successor. It never has the successor's epoch, and names of
/// blobs begin with the epoch of who wrote them, so neither can overwrite what the other wrote.
/// </remarks>
public interface ISnapshotStore
{
    /// <summary>The highest epoch ever claimed of a lane; 0 where none was.</summary>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    Task<uint> LastEpochAsync(int lane, CancellationToken cancellationToken);

    /// <summary>
    /// Claims an epoch of a lane, durably before it returns. Of all who ever ask for the same epoch at most one is told true, and
    /// nobody once a higher one was asked for; who is told false asks for a higher one.
    /// </summary>
    /// <exception cref="IOException">The store cannot be written now; asking again may help.</exception>
    Task<bool> TryClaimAsync(int lane, uint epoch, CancellationToken cancellationToken);

    /// <summary>The names of a lane's blobs, in no order.</summary>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    Task<IReadOnlyList<string>> NamesAsync(int lane, CancellationToken cancellationToken);

    /// <summary>Writes a blob of at most 64 MiB: durable when it returns, and never to be found in part.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="name">Lower-case letters, digits, '-' and '.'; at most 64 characters. One that exists is replaced.</param>
    /// <param name="content">The bytes, in pieces.</param>
    /// <param name="cancellationToken">Gives up; the blob is then either there or not.</param>
    /// <exception cref="IOException">The store cannot be written now; asking again may help.</exception>
    Task PutAsync(int lane, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken);

    /// <summary>The bytes of a blob, as they are (the reader checks them), or null where there is none of that name.</summary>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    Task<byte[]?> GetAsync(int lane, string name, CancellationToken cancellationToken);

    /// <summary>The bytes of several blobs, in the order of their names; null for each there is none of.</summary>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    async Task<IReadOnlyList<byte[]?>> GetAsync(int lane, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var contents = new byte[]?[names.Count];
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i] = await GetAsync(lane, names[i], cancellationToken).ConfigureAwait(false);
        }

        return contents;
    }

    /// <summary>Reads the bytes of a blob, as they are, into memory that is as long as the blob is known to be.</summary>
    /// <returns>False where there is none of that name and length; what the memory holds is undefined then.</returns>
    /// <exception cref="IOException">The store cannot be read now; asking again may help.</exception>
    async Task<bool> TryReadAsync(int lane, string name, Memory<byte> content, CancellationToken cancellationToken)
    {
        var bytes = await GetAsync(lane, name, cancellationToken).ConfigureAwait(false);
        if (bytes?.Length != content.Length)
        {
            return false;
        }

        bytes.CopyTo(content);
        return true;
    }

    /// <summary>Deletes blobs; names that do not exist are passed over.</summary>
    /// <exception cref="IOException">The store cannot be written now; asking again may help.</exception>
    Task DeleteAsync(int lane, IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
