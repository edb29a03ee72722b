namespace Fulfillment.Streams.Ingest.Json.Scan;

/// <summary>The two fields that stood at a place last: where one is left out now and then, they take turns.</summary>
internal struct Guess
{
    /// <summary>The likelier one.</summary>
    public int First;

    /// <summary>The other one.</summary>
    public int Second;

    /// <summary>Notes a third one.</summary>
    public void Learn(int field) => (First, Second) = (field, First);
}
