using System.Runtime.InteropServices;
using System.Text;

namespace Fulfillment.Streams.ClickHouse.Embedded;

/// <summary>
/// One chDB connection: a session that runs one statement at a time. Not thread-safe, but not bound to a thread.
/// After any failure it is <see cref="Dirty"/>: its next answer would begin with rows of the failed one, so it must be closed.
/// </summary>
internal sealed unsafe class ChdbConnection : IDisposable
{
    private static readonly Dictionary<string, string> NoParameters = [];
    private nint* connection;

    private ChdbConnection(nint* connection) => this.connection = connection;

    /// <summary>Whether a statement failed on it, after which nothing it answers can be trusted.</summary>
    public bool Dirty { get; private set; }

    /// <summary>Opens a session on the store at <paramref name="path"/>.</summary>
    /// <returns>Null where chDB refuses, which it explains on standard error only.</returns>
    public static ChdbConnection? TryOpen(string path, IEnumerable<string> arguments)
    {
        using var argv = new Utf8Arguments(["clickhouse", $"--path={path}", .. arguments]);
        var opened = Chdb.Connect(argv.Count, argv.Pointers);
        return opened is null || *opened == 0 ? null : new ChdbConnection(opened);
    }

    /// <summary>Runs a statement and forgets what it returns.</summary>
    public void Execute(string sql)
    {
        using var answer = Answer(sql, "Null", NoParameters);
    }

    /// <summary>Runs a query and returns its whole answer, which stays in native memory until disposed.</summary>
    public ChdbResult Answer(string sql, string format, IReadOnlyDictionary<string, string> parameters)
    {
        var text = Encoding.UTF8.GetBytes(sql);
        var output = Encoding.UTF8.GetBytes(format);
        using var names = new Utf8Arguments([.. parameters.Keys]);
        using var values = new Utf8Arguments([.. parameters.Values]);
        fixed (byte* textPointer = text, outputPointer = output)
        {
            return Checked(Chdb.Query(
                *connection, textPointer, (nuint)text.Length, outputPointer, (nuint)output.Length,
                names.Pointers, names.Lengths, values.Pointers, values.Lengths, (nuint)names.Count));
        }
    }

    /// <summary>Begins a query whose answer comes block by block through <see cref="Next"/>.</summary>
    public ChdbResult Begin(string sql, string format, IReadOnlyDictionary<string, string> parameters)
    {
        var text = Encoding.UTF8.GetBytes(sql);
        var output = Encoding.UTF8.GetBytes(format);
        using var names = new Utf8Arguments([.. parameters.Keys]);
        using var values = new Utf8Arguments([.. parameters.Values]);
        fixed (byte* textPointer = text, outputPointer = output)
        {
            return Checked(Chdb.StreamQuery(
                *connection, textPointer, (nuint)text.Length, outputPointer, (nuint)output.Length,
                names.Pointers, names.Lengths, values.Pointers, values.Lengths, (nuint)names.Count));
        }
    }

    /// <summary>The next block of a query begun with <see cref="Begin"/>; empty after the last.</summary>
    public ChdbResult Next(ChdbResult stream) => Checked(Chdb.StreamFetch(*connection, stream.Handle));

    /// <summary>Stops a query begun with <see cref="Begin"/> before its last block was taken.</summary>
    public void Abandon(ChdbResult stream)
    {
        Dirty = true;
        Chdb.StreamCancel(*connection, stream.Handle);
    }

    /// <summary>Inserts rows in RowBinary; they are in the table when this returns.</summary>
    /// <param name="sql">The statement, without a format.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="native">Turns them into what the engine reads quicker; null to insert them as they are.</param>
    public void Insert(string sql, ReadOnlySpan<byte> rows, NativeRows? native)
    {
        var text = Encoding.UTF8.GetBytes(sql);
        var input = native is null ? "RowBinary"u8 : "Native"u8;
        nint stream;
        fixed (byte* textPointer = text, inputPointer = input)
        {
            stream = Chdb.InsertBegin(*connection, textPointer, (nuint)text.Length, inputPointer, (nuint)input.Length);
        }

        try
        {
            Throw(Chdb.InsertError(stream));
            if (native is null)
            {
                Append(stream, rows);
            }
            else
            {
                Append(stream, rows, native);
            }

            Checked(Chdb.InsertDone(stream)).Dispose();
        }
        finally
        {
            Chdb.InsertDestroy(stream);
        }
    }

    /// <summary>What chDB's own parser says about <paramref name="sql"/>; nothing runs.</summary>
    public StatementAnalysis Classify(string sql)
    {
        var text = Encoding.UTF8.GetBytes(sql);
        var analysis = new StatementAnalysis { StructSize = (uint)sizeof(StatementAnalysis), Class = StatementClass.Unknown };
        fixed (byte* textPointer = text)
        {
            var status = Chdb.Classify(*connection, textPointer, (nuint)text.Length, null, 0, &analysis);
            return status == 0 ? analysis : new StatementAnalysis { Class = StatementClass.Unknown };
        }
    }

    /// <summary>Closes the session. The last one closed stops the engine, after which another path may be opened.</summary>
    public void Dispose()
    {
        if (connection is not null)
        {
            Chdb.Close(connection);
            connection = null;
        }
    }

    private void Append(nint stream, ReadOnlySpan<byte> rows, NativeRows native)
    {
        try
        {
            for (var left = rows; !left.IsEmpty;)
            {
                var block = native.Next(left, out var taken);
                Append(stream, block);
                left = left[taken..];
            }
        }
        catch (InvalidDataException cut)
        {
            Fail($"Code: 33. DB::Exception: {cut.Message} (CANNOT_READ_ALL_DATA)");
        }
    }

    private void Append(nint stream, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            if (Chdb.InsertAppend(stream, data, (nuint)bytes.Length) != 0)
            {
                Throw(Chdb.InsertError(stream));
                Fail("Code: 0. The embedded ClickHouse refused rows without saying why.");
            }
        }
    }

    private ChdbResult Checked(nint result)
    {
        if (result == 0)
        {
            Fail("The embedded ClickHouse returned nothing.");
        }

        var owned = new ChdbResult(result);
        var error = Marshal.PtrToStringUTF8((nint)Chdb.Error(result));
        if (error is { Length: > 0 })
        {
            owned.Dispose();
            Fail(error);
        }

        return owned;
    }

    private void Throw(byte* error)
    {
        if (Marshal.PtrToStringUTF8((nint)error) is { Length: > 0 } text)
        {
            Fail(text);
        }
    }

    private void Fail(string text)
    {
        Dirty = true;
        throw ErrorText.ToException(text);
    }
}
