namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>
/// A small cache of running and just finished work: who asks while it runs, or within the time after it, gets the same answer.
/// Failures are shared too, so a database in trouble is not asked harder. Thread-safe; holds at most <see cref="CountMax"/> answers.
/// </summary>
internal sealed class SharedAnswers(TimeSpan lifetime, TimeProvider time)
{
    /// <summary>More different questions at a time than that are not remembered.</summary>
    public const int CountMax = 512;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];

    /// <summary>The answer under <paramref name="key"/>, computed by <paramref name="ask"/> unless one is fresh.</summary>
    public Task<object> GetAsync(string key, Func<Task<object>> ask)
    {
        lock (gate)
        {
            var now = time.GetTimestamp();
            if (entries.TryGetValue(key, out var known) && known.IsFresh(now, lifetime, time))
                return known.Answer;
            if (entries.Count >= CountMax)
                Forget(now);
            return (entries[key] = new Entry(ask, time)).Answer;
        }
    }

    private void Forget(long now)
    {
        foreach (var stale in entries.Where(e => !e.Value.IsFresh(now, lifetime, time)).Select(e => e.Key).ToList())
            entries.Remove(stale);
        if (entries.Count >= CountMax)
            entries.Clear();
    }

    private sealed class Entry
    {
        private const long Running = long.MinValue;
        private long finished = Running;

        public Entry(Func<Task<object>> ask, TimeProvider time) => Answer = Task.Run(() => AskAsync(ask, time));

        public Task<object> Answer { get; }

        public bool IsFresh(long now, TimeSpan lifetime, TimeProvider time) =>
            Volatile.Read(ref finished) is var at && (at == Running || time.GetElapsedTime(at, now) < lifetime);

        private async Task<object> AskAsync(Func<Task<object>> ask, TimeProvider time)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            finally
            {
                Volatile.Write(ref finished, time.GetTimestamp()); // before anyone has the answer
            }
        }
    }
}
