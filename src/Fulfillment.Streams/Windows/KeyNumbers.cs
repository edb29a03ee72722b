using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>Numbers for keys, from 0 and side by side: the number of a key that was let go is given to another. Not thread-safe.</summary>
internal sealed class KeyNumbers<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _numbers = [];
    private readonly List<(TKey? Key, long UsedUntil)> _keys = [];
    private readonly Stack<int> _free = new();

    /// <summary>The key of a number in use.</summary>
    public TKey this[int number] => _keys[number].Key!;

    public bool TryGet(TKey key, out int number) => _numbers.TryGetValue(key, out number);

    /// <summary>Gives a number to a key that has none.</summary>
    public int Add(TKey key)
    {
        if (_free.TryPop(out var number))
        {
            _keys[number] = (key, EventTime.None);
        }
        else
        {
            number = _keys.Count;
            _keys.Add((key, EventTime.None));
        }
        _numbers.Add(key, number);
        return number;
    }

    /// <summary>Says that a number is in use until a time at least.</summary>
    public void Use(int number, long until)
    {
        ref var key = ref CollectionsMarshal.AsSpan(_keys)[number];
        key.UsedUntil = Math.Max(key.UsedUntil, until);
    }

    /// <summary>Lets a key go that is not in use beyond a time.</summary>
    public void Release(int number, long until)
    {
        var (key, used) = _keys[number];
        if (used > until || key is null)
            return;
        _numbers.Remove(key);
        _keys[number] = default;
        _free.Push(number);
    }
}
