using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Worker.Http;

namespace Fulfillment.Streams.Worker.Tests.Http;

/// <summary>Whose memory a body's records lie in.</summary>
public sealed class RecordCopyTests : IEventIngest
{
    private const int Lines = 20_000;
    private const int LineBytes = 200;
    private readonly List<ReadOnlyMemory<byte>> _last = [];
    private bool _isDown;

    [Fact]
    public async Task A_body_lies_in_memory_that_others_had_before_it()
    {
        var least = long.MaxValue;
        for (var run = 0; run < 6; run++)
        {
            using var body = Body('a');
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(Lines, await Copy().RunAsync(body, default)); // on this thread: nothing in it waits
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least < Lines * LineBytes / 3, $"{least} bytes for a body of {Lines * LineBytes}."); // where its records begin and end
    }

    [Fact]
    public async Task Records_that_were_not_taken_in_are_not_overwritten_by_the_next_body()
    {
        _isDown = true;
        using (var body = Body('a'))
        {
            await Assert.ThrowsAsync<IngestUnavailableException>(() => Copy().RunAsync(body, default));
        }

        ReadOnlyMemory<byte>[] held = [.. _last];
        _isDown = false;
        using (var body = Body('b'))
        {
            await Copy().RunAsync(body, default);
        }

        Assert.NotEmpty(held);
        Assert.All(held, record => Assert.False(record.Span.ContainsAnyExcept((byte)'a')));
    }

    ValueTask<int> IEventIngest.AppendAsync(
        Topic topic, RecordFormat format, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        _last.Clear();
        _last.AddRange(records);
        return _isDown ? throw new IngestUnavailableException("down") : ValueTask.FromResult(records.Count);
    }

    private RecordCopy Copy() => new(Topic.Orders, RecordFormat.Json, this, new IngestOptions());

    private static MemoryStream Body(char letter) =>
        new(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(new string(letter, LineBytes - 1) + "\n", Lines))));
}
