namespace Fulfillment.Streams.Worker.Http;

/// <summary>Lines of newline-delimited JSON.</summary>
internal sealed class LineBatch : RecordBatch
{
    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var newline and >= 0)
        {
            Copy(bytes[..newline]);
            End();
            bytes = bytes[(newline + 1)..];
        }

        Copy(bytes);
    }

    /// <inheritdoc/>
    /// <remarks>Blank lines and a carriage return before the newline are dropped.</remarks>
    public override void End()
    {
        var line = Open.TrimEnd((byte)'\r');
        if (line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            Complete(0, line.Length);
        Drop();
    }
}
