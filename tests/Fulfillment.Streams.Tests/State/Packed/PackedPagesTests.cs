using FsCheck.Xunit;
using Fulfillment.Streams.State.Packed;
using Fulfillment.Streams.Tests.Laws;

namespace Fulfillment.Streams.Tests.State.Packed;

[Laws(MaxTest = 200, QuietOnSuccess = true)]
public sealed class PackedPagesTests
{
    private readonly Dictionary<int, (uint Position, byte[] Record)> _held = [];
    private readonly PackedPages _pages = new();

    /// <summary>Records from nothing to more than a page; a step of length 0 removes.</summary>
    [Property]
    public void Whatever_is_added_replaced_removed_and_moved_the_rest_stays((byte Owner, byte Length)[] steps)
    {
        foreach (var (owner, length) in steps)
        {
            Step(owner % 40, length * length * 5);
            if (length % 5 == 0)
            {
                Compact();
            }
        }

        AssertHeld();
    }

    [Fact]
    public void A_record_fills_a_page_to_its_end_and_a_longer_one_has_its_own()
    {
        foreach (var length in new[] { PackedPages.PageBytes - 9, PackedPages.PageBytes - 8, PackedPages.PageBytes - 7, 5 * PackedPages.PageBytes, 0, 1 })
        {
            Step(_held.Count, length);
            AssertHeld();
        }
    }

    /// <summary>There are many lanes with few orders, and a page is large.</summary>
    [Fact]
    public void A_few_records_take_a_small_page()
    {
        for (var owner = 0; owner < 200; owner++)
        {
            Step(owner, 100);
            Assert.InRange(_pages.Bytes, 0, Math.Max(1 << 14, 4 * 110 * (owner + 1)));
        }

        AssertHeld();
    }

    [Fact]
    public void A_record_as_long_as_the_one_before_takes_its_place()
    {
        var position = _pages.Add(0, new byte[100]);
        Assert.Equal(position, _pages.Replace(position, [.. Enumerable.Repeat((byte)7, 100)]));
        Assert.Equal(Enumerable.Repeat((byte)7, 100), _pages[position].ToArray());
        Assert.NotEqual(position, _pages.Replace(position, new byte[200]));
    }

    [Fact]
    public void Pages_kept_for_reuse_are_among_the_bytes()
    {
        Array.ForEach(new[] { 0, 1, 2 }, owner => Step(owner, PackedPages.PageBytes - 8));
        var full = _pages.Bytes;
        Step(0, 0);
        Step(1, 0);
        Assert.Equal(full, _pages.Bytes);
        Step(3, PackedPages.PageBytes - 8);
        Assert.Equal(full, _pages.Bytes);
        AssertHeld();
    }

    [Fact]
    public void Space_that_records_took_is_given_back()
    {
        var random = new Random(1);
        for (var owner = 0; owner < 20_000; owner++)
        {
            Step(owner, random.Next(50, 150));
        }

        var full = _pages.Bytes;
        for (var step = 0; step < 200_000; step++)
        {
            Step(random.Next(20_000), random.Next(50, 150));
            if (step % 1000 == 0)
            {
                Compact();
            }
        }

        Assert.InRange(_pages.Bytes, full, full * 3 / 2);
        AssertHeld();
        foreach (var owner in Enumerable.Range(0, 20_000).Where(o => o % 20 != 0))
        {
            Remove(owner);
        }

        for (var calls = 0; calls < 100; calls++)
        {
            Compact();
        }

        Assert.True(_pages.Bytes < full * 4 / 5, $"{_pages.Bytes} of {full} bytes are held for a twentieth of the records and the spare pages.");
        AssertHeld();
    }

    private void Step(int owner, int length)
    {
        var record = new byte[length];
        new Random(length + owner).NextBytes(record);
        if (!_held.TryGetValue(owner, out var held))
        {
            _held[owner] = (_pages.Add(owner, record), record);
        }
        else if (length == 0)
        {
            Remove(owner);
        }
        else
        {
            _held[owner] = (_pages.Replace(held.Position, record), record);
        }
    }

    private void Remove(int owner)
    {
        _pages.Remove(_held[owner].Position);
        _held.Remove(owner);
    }

    private void Compact() => _pages.Compact((owner, position) => _held[owner] = (position, _held[owner].Record));

    private void AssertHeld()
    {
        Assert.Equal(_held.Count, _held.Values.Select(h => h.Position).Distinct().Count());
        Assert.All(_held.Values, held => Assert.True(_pages[held.Position].SequenceEqual(held.Record)));
    }
}
