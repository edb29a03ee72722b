namespace Fulfillment.Streams.Ingest.Json;

/// <summary>Times that stand for a whole unit of time, an hour say.</summary>
internal static class UnitOfTime
{
    /// <summary>The start of the unit that holds a time, both in Unix milliseconds; right before 1970 too.</summary>
    public static long Floor(long time, long unit) => unit == 1 ? time : time - (((time % unit) + unit) % unit);
}
