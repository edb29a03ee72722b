using Fulfillment.Streams.Sink;
using Fulfillment.Streams.State;

namespace Fulfillment.Streams.Analytics;

/// <summary>One question's answer: writes the rows a flush touched, and keeps windows of its own where it needs any.</summary>
internal interface IAnalytic
{
    /// <summary>The rows of this question's tables that changed, as full values. Valid until the next call.</summary>
    IEnumerable<RowBuffer> Rows(Changes changes);

    /// <summary>Forgets windows that ended before a time.</summary>
    void ForgetBefore(long time)
    {
    }

    /// <summary>Writes the windows into a snapshot.</summary>
    void Write(BinaryWriter writer)
    {
    }

    /// <summary>Restores what <see cref="Write"/> wrote, into an empty analytic.</summary>
    void Read(BinaryReader reader)
    {
    }
}
