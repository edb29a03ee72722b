using System.Buffers;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>
/// Records left where librdkafka put them: nothing is copied, and disposing gives the messages back. It holds a
/// reference on the client, so it may be disposed on any thread and after the consumer was closed.
/// </summary>
internal sealed unsafe class NativeRawBatch : RawBatch
{
    private readonly SafeHandle client;
    private nint[] messages;
    private int count;
    private long bytes;

    public NativeRawBatch(SafeHandle client, int capacity)
    {
        this.client = client;
        messages = ArrayPool<nint>.Shared.Rent(capacity);
        var held = false;
        client.DangerousAddRef(ref held);
    }

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override long Bytes => bytes;

    /// <summary>Takes a message over and moves <see cref="RawBatch.NextOffset"/> past it.</summary>
    public void Add(NativeMessage* message)
    {
        messages[count++] = (nint)message;
        bytes += (long)message->Length;
        NextOffset = message->Offset + 1;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Payload(int index) => At(index)->Value;

    /// <inheritdoc/>
    public override RecordFormat Format(int index) => NativeMessage.FormatOf(At(index));

    /// <inheritdoc/>
    public override long Offset(int index) => At(index)->Offset;

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (messages.Length == 0)
        {
            return;
        }

        foreach (var message in messages.AsSpan(0, count))
        {
            Librdkafka.DestroyMessage((NativeMessage*)message);
        }

        ArrayPool<nint>.Shared.Return(messages);
        messages = [];
        count = 0;
        client.DangerousRelease();
    }

    private NativeMessage* At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)count, nameof(index));
        return (NativeMessage*)messages[index];
    }
}
