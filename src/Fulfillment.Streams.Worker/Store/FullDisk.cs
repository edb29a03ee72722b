namespace Fulfillment.Streams.Worker.Store;

/// <summary>What a person reads where a write failed: of a full disk, which setting and what helps.</summary>
internal static class FullDisk
{
    public static bool Caused(Exception failure) => failure.Message.StartsWith("No space left", StringComparison.Ordinal);

    public static string Explain(Exception failure) =>
        $"The disk below the store (setting Store, option --store) is full: free space there. {failure.Message}";
}
