using System.Text;

namespace Fulfillment.Streams.Worker.Commands;

/// <summary>Where a verb's bytes go: an answer in a binary format must reach standard output untouched.</summary>
internal static class CommandOutput
{
    /// <summary>A stream to <paramref name="writer"/>: standard output itself where it is the console's, else text decoded from UTF-8.</summary>
    public static Stream Bytes(TextWriter writer) =>
        ReferenceEquals(writer, Console.Out) ? new BufferedStream(Console.OpenStandardOutput(), 1 << 16) : new DecodingStream(writer);

    private sealed class DecodingStream(TextWriter writer) : Stream
    {
        private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var text = new char[decoder.GetCharCount(buffer, flush: false)];
            writer.Write(text, 0, decoder.GetChars(buffer, text, flush: false));
        }

        public override void Flush() => writer.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
