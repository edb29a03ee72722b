namespace Fulfillment.Streams.Mutants;

/// <summary>The repository and what has been built of it.</summary>
/// <param name="Root">Its folder.</param>
/// <param name="Configuration">In which the tests were built.</param>
internal sealed record BuiltTree(string Root, string Configuration);
