using System.Buffers;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Events;

namespace Fulfillment.Streams.Ingest.Protobuf;

/// <summary>
/// A record whose bytes were copied whole, with room behind them, so that vectors may be read across its end: into the arena, where
/// its texts are then pointed at in place; or, where it is long, beside it, for its texts to be copied one by one. What makes a
/// record so long is text that no column takes, and with copies of it the arena would grow to the size of the batch.
/// </summary>
internal readonly ref struct MessageCopy
{
    /// <summary>Bytes behind a message that may be read.</summary>
    public const int Slack = 64;

    /// <summary>The longest record that is copied into the arena, bytes; usual ones have a hundred.</summary>
    public const int InArenaMax = 16 << 10;

    private readonly byte[]? beside;
    private readonly Utf8Arena arena;

    /// <summary>Copies a record; one that goes into the arena is in use there.</summary>
    public MessageCopy(ReadOnlySpan<byte> message, Utf8Arena arena)
    {
        this.arena = arena;
        if (message.Length <= InArenaMax)
        {
            Start = arena.Used;
            message.CopyTo(arena.Reserve(message.Length + Slack));
            arena.Used += message.Length;
        }
        else
        {
            beside = ArrayPool<byte>.Shared.Rent(message.Length + Slack);
            message.CopyTo(beside);
        }
    }

    /// <summary>Place of the first byte.</summary>
    public int Start { get; }

    /// <summary>Whether a place in the message is one in the arena.</summary>
    public bool IsInArena => beside is null;

    /// <summary>The byte from which places are counted; stale once the arena has grown.</summary>
    public ref byte First => ref beside is null ? ref arena.First : ref MemoryMarshal.GetArrayDataReference(beside);

    /// <summary>A text of the message as a slice of the arena.</summary>
    public Utf8Slice Keep(int start, int length) => beside is null ? new Utf8Slice(start, length) : arena.Append(beside.AsSpan(start, length));

    /// <summary>The same for a state, as it is to be shown.</summary>
    public Utf8Slice KeepRegion(int start, int length)
    {
        var room = arena.Reserve(length);
        (beside is null ? arena[new Utf8Slice(start, length)] : beside.AsSpan(start, length)).CopyTo(room);
        return arena.Commit(Json.RegionCode.Normalize(room[..length]));
    }

    /// <summary>Gives memory back that is not the arena's.</summary>
    public void Dispose()
    {
        if (beside is not null)
        {
            ArrayPool<byte>.Shared.Return(beside);
        }
    }
}
