namespace Fulfillment.Streams.Generator;

/// <summary>
/// xoshiro256** (Blackman and Vigna, 2018), seeded through SplitMix64. Only integer arithmetic, so the same seed gives
/// the same draws on every machine, runtime and culture; <see cref="System.Random"/> promises none of that.
/// Not thread-safe.
/// </summary>
internal sealed class DeterministicRandom
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>Streams of one seed are independent of each other.</summary>
    public DeterministicRandom(long seed, ulong stream)
    {
        var state = (ulong)seed ^ (stream * 0xD1342543DE82EF95);
        s0 = SplitMix(ref state);
        s1 = SplitMix(ref state);
        s2 = SplitMix(ref state);
        s3 = SplitMix(ref state);
    }

    public ulong Next()
    {
        var result = ulong.RotateLeft(s1 * 5, 7) * 9;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = ulong.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in 0 to <paramref name="bound"/> - 1; the bias of at most bound / 2^64 is below anything observable.</summary>
    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Uniform in <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public long Between(long from, long to) => from + Below(to - from + 1);

    /// <summary>True with a probability given in millionths.</summary>
    public bool Chance(int perMillion) => Below(1_000_000) < perMillion;

    /// <summary>
    /// Exponentially distributed with the given mean, by von Neumann's comparison method (1951): no logarithm, whose last
    /// digit differs between mathematics libraries.
    /// </summary>
    public long Exponential(long mean)
    {
        for (var whole = 0L; ; whole++)
        {
            var first = Next();
            var previous = first;
            var run = 1;
            for (var next = Next(); next < previous; next = Next())
            {
                previous = next;
                run++;
            }

            if (run % 2 == 1)
            {
                return (whole * mean) + (long)Math.BigMul(first, (ulong)mean, out _);
            }
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
