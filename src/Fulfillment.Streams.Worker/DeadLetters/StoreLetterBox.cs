using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Hosting;
using Fulfillment.Streams.Worker.Log;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.DeadLetters;

/// <summary>The dead letters of an embedded store.</summary>
internal sealed class StoreLetterBox : ILetterBox
{
    private readonly EmbeddedStore _store;
    private readonly DeadLetterLog _letters;

    public StoreLetterBox(Settings settings, string purpose)
    {
        _store = WorkerStore.Open(settings, purpose);
        _letters = new DeadLetterLog(_store.DeadLetters);
    }

    public string WhatFollows => "the next run on this store applies them.";

    public IEnumerable<DeadLetter> Read() => _letters.ReadAll();

    public async Task FeedAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        using var log = new EmbeddedLog(_store.Log, _store.Lanes);
        foreach (var letter in letters)
        {
            log.Append(letter.Topic, letter.Payload.Span, letter.Format);
        }

        await log.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _letters.Dispose();
        _store.Dispose();
    }
}
