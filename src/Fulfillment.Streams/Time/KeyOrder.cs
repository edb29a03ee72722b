namespace Fulfillment.Streams.Time;

/// <summary>The default order of keys: their own, except strings, which sort ordinally so that no culture decides.</summary>
internal static class KeyOrder<TKey>
{
    public static IComparer<TKey> Default { get; } =
        typeof(TKey) == typeof(string) ? (IComparer<TKey>)(object)StringComparer.Ordinal : Comparer<TKey>.Default;
}
