namespace Fulfillment.Streams.Ingest.Json;

/// <content>Values that nobody asked for.</content>
internal ref partial struct JsonCursor
{
    /// <summary>Takes any value, checking that it is JSON.</summary>
    public bool Skip()
    {
        var outside = depth;
        var objects = 0UL; // one bit per open level, the innermost lowest: 1 is an object
        while (true)
        {
            var next = Peek();
            if (next is (byte)'{' or (byte)'[')
            {
                var level = (objects << 1) | (next == (byte)'{' ? 1UL : 0);
                if (Open(Close(level)))
                {
                    objects = level;
                    if ((objects & 1) != 0 && !Name(out _, out _))
                    {
                        return false;
                    }

                    continue;
                }

                if (Code is not null)
                {
                    return false;
                }
            }
            else if (!SkipScalar(next))
            {
                return false;
            }

            while (depth > outside && !More(Close(objects)))
            {
                if (Code is not null)
                {
                    return false;
                }

                objects >>= 1;
            }

            if (depth == outside)
            {
                return true;
            }

            if ((objects & 1) != 0 && !Name(out _, out _))
            {
                return false;
            }
        }
    }

    private static byte Close(ulong objects) => (objects & 1) != 0 ? (byte)'}' : (byte)']';

    private bool SkipScalar(byte next) => next switch
    {
        (byte)'"' => String(out _, out _),
        (byte)'t' => Literal("true"u8),
        (byte)'f' => Literal("false"u8),
        (byte)'n' => Literal("null"u8),
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => Number(out _, out _),
        _ => Fail(RejectReason.NotJson),
    };
}
