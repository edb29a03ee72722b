using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Fulfillment.Streams.Snapshots;

namespace Fulfillment.Streams.Tests.Snapshots;

public sealed class KeySetTests
{
    [Property(MaxTest = 200)]
    public void Says_of_each_key_whether_it_is_new_as_a_set_of_objects_does(int seed, PositiveInt size)
    {
        var random = new System.Random(seed);
        var expected = new HashSet<UInt128>();
        using var keys = new KeySet();
        for (var i = 0; i < size.Get * 100; i++)
        {
            var key = random.Next(3) switch
            {
                0 => new UInt128(0, (ulong)random.Next(8)), // 0 too, which marks a free place; 1 is not asked for beside it
                1 => new UInt128((ulong)random.Next(4), 1UL << 63), // many that want the same place
                _ => new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64(size.Get * 40)),
            };
            if (key != 1)
            {
                Assert.Equal(expected.Add(key), keys.Add(key));
            }
        }

        Assert.Equal(expected.Count, keys.Count);
    }
}
