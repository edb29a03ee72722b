namespace Fulfillment.Streams.Worker.Store;

/// <summary>The process that has a store.</summary>
/// <param name="ProcessId">Its id on this machine.</param>
/// <param name="Description">What it does, such as <c>run</c>.</param>
/// <param name="SqlUrl">Where it answers SQL; null when it does not.</param>
public sealed record StoreOwner(int ProcessId, string Description, Uri? SqlUrl);
