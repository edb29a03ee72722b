using System.Runtime.InteropServices;

namespace Fulfillment.Streams.State;

/// <summary>A dictionary from ids (UTF-8) to values that is asked with spans. Not thread-safe.</summary>
public sealed class Utf8Map<TValue>
    where TValue : class
{
    private readonly Dictionary<byte[], TValue> _values = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], TValue>.AlternateLookup<ReadOnlySpan<byte>> _bySpan;

    /// <summary>An empty map.</summary>
    public Utf8Map() => _bySpan = _values.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Number of ids.</summary>
    public int Count => _values.Count;

    /// <summary>All values, in no order that may be relied on.</summary>
    public Dictionary<byte[], TValue>.ValueCollection Values => _values.Values;

    /// <summary>The value of an id, or null.</summary>
    public TValue? Find(ReadOnlySpan<byte> id) => _bySpan.TryGetValue(id, out var value) ? value : null;

    /// <summary>The value of an id, made by <paramref name="create"/> from the copied id where it is new.</summary>
    public TValue GetOrAdd<TArg>(ReadOnlySpan<byte> id, TArg argument, Func<byte[], TArg, TValue> create)
    {
        ref var value = ref CollectionsMarshal.GetValueRefOrNullRef(_bySpan, id);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref value))
        {
            return value;
        }

        var key = id.ToArray();
        return _values[key] = create(key, argument);
    }

    /// <summary>Puts a value restored from a snapshot in place of an older one.</summary>
    public void Set(byte[] id, TValue value) => _values[id] = value;

    /// <summary>Forgets an id.</summary>
    public bool Remove(byte[] id) => _values.Remove(id);
}
