namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// The right to use chDB on one directory. A process has one engine and an engine one directory at a time; the same
/// directory may be leased repeatedly, another one after the last lease ended. Thread-safe.
/// </summary>
internal sealed class EngineLease : IDisposable
{
    private static readonly Lock Gate = new();
    private static string? current;
    private static int leases;
    private readonly ChdbConnection anchor;
    private bool ended;

    private EngineLease(string path, ChdbConnection anchor)
    {
        Path = path;
        this.anchor = anchor;
    }

    /// <summary>The directory, absolute.</summary>
    public string Path { get; }

    /// <summary>Starts the engine on <paramref name="directory"/>, or joins it.</summary>
    /// <param name="directory">Made if it does not exist.</param>
    /// <param name="arguments">Options of the engine; ignored where it already runs.</param>
    /// <exception cref="ClickHouseException">The directory is held by another process, or this process uses another one; names both and the cure.</exception>
    public static EngineLease Take(string directory, IReadOnlyList<string> arguments)
    {
        var path = System.IO.Path.GetFullPath(directory);
        lock (Gate)
        {
            if (current is not null && current != path)
            {
                throw new ClickHouseException(
                    0, $"This process already runs the embedded ClickHouse on {current}, so it cannot open {path}: one process has one. Close the first, or use another process.");
            }

            Directory.CreateDirectory(path);
            var anchor = Open(path, arguments);
            current = path;
            leases++;
            return new EngineLease(path, anchor);
        }
    }

    /// <summary>Runs a statement on a connection of the engine's own.</summary>
    public void Execute(string sql)
    {
        lock (Gate)
        {
            if (!ended)
            {
                anchor.Execute(sql);
            }
        }
    }

    /// <summary>Asks ClickHouse to stop the query whose text ends with <paramref name="marker"/>; returns at once.</summary>
    public void Stop(string marker) => Execute($"KILL QUERY WHERE endsWith(query, '{marker}') ASYNC");

    /// <summary>Asks ClickHouse to stop all queries that read; returns at once.</summary>
    public void StopAll() => Execute("KILL QUERY WHERE query_kind = 'Select' ASYNC");

    /// <summary>Ends the lease; the last one stops the engine.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            anchor.Dispose();
            if (--leases == 0)
            {
                current = null;
            }
        }
    }

    private static ChdbConnection Open(string path, IReadOnlyList<string> arguments)
    {
        try
        {
            return ChdbConnection.TryOpen(path, arguments) ?? throw new ClickHouseException(
                76, $"The embedded ClickHouse cannot open {path}. Either another process has it open{Holder(path)}, and one process at a time may: stop it, or ask it over its SQL endpoint. Or the directory is not writable, or was written by a newer version.");
        }
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException)
        {
            throw new ClickHouseException(0, (missing.InnerException ?? missing).Message, missing);
        }
    }

    // ClickHouse writes "PID: 123" into its status file, which it keeps locked.
    private static string Holder(string path)
    {
        try
        {
            var line = System.IO.File.ReadLines(System.IO.Path.Combine(path, "status")).FirstOrDefault();
            return line is null ? string.Empty : $" ({line})";
        }
        catch (IOException)
        {
            return string.Empty;
        }
        catch (UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
