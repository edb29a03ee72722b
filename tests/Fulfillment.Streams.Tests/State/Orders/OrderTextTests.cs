using System.Text;
using Fulfillment.Streams.State.Orders;

namespace Fulfillment.Streams.Tests.State.Orders;

public sealed class OrderTextTests
{
    [Theory]
    [InlineData(1, 100)]
    [InlineData(1, 10_000)]
    [InlineData(100, 1000)]
    public void Each_text_is_kept_whatever_comes_after_it(int first, int second)
    {
        var text = new OrderText();
        text.Begin(Encoding.UTF8.GetBytes("of another order"));
        text.Begin(Bytes('a', first));
        var then = text.Add(Bytes('b', second));
        var last = text.Add("c"u8);
        Assert.Equal(Bytes('a', first), text[new(0, first)].ToArray());
        Assert.Equal(Bytes('b', second), text[then].ToArray());
        Assert.Equal("c"u8, text[last]);
    }

    private static byte[] Bytes(char of, int count) => [.. Enumerable.Repeat((byte)of, count)];
}
