using System.Runtime.InteropServices;
using Fulfillment.Streams.Time;

namespace Fulfillment.Streams.Windows;

/// <summary>Numbers for keys, from 0 and side by side: the number of a key that was let go is given to another. Not thread-safe.</summary>
internal sealed class KeyNumbers<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _numbers = [];
    private readonly List<Holder> _holders = [];
    private readonly Stack<int> _free = new();

    /// <summary>The key of a number in use.</summary>
    public TKey this[int number] => _holders[number].Key;

    public bool TryGet(TKey key, out int number) => _numbers.TryGetValue(key, out number);

    /// <summary>Gives a number to a key that has none.</summary>
    public int Add(TKey key)
    {
        if (!_free.TryPop(out var number))
        {
            number = _holders.Count;
            _holders.Add(default);
        }
        _holders[number] = new Holder { Key = key, UsedUntil = EventTime.None, IsHeld = true };
        _numbers.Add(key, number);
        return number;
    }

    /// <summary>Says that a number is in use until a time at least.</summary>
    public void Use(int number, long until)
    {
        ref var holder = ref CollectionsMarshal.AsSpan(_holders)[number];
        holder.UsedUntil = Math.Max(holder.UsedUntil, until);
    }

    /// <summary>Lets the key of a number go that is not in use beyond a time; more than once is as good as once.</summary>
    public void Release(int number, long until)
    {
        var holder = _holders[number];
        if (!holder.IsHeld || holder.UsedUntil > until)
            return;
        _numbers.Remove(holder.Key);
        _holders[number] = default;
        _free.Push(number);
    }

    private struct Holder
    {
        public TKey Key;
        public long UsedUntil;
        public bool IsHeld;
    }
}
