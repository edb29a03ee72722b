namespace Fulfillment.Streams.Worker.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="IsOk">Whether a worker could start with it.</param>
/// <param name="Detail">What was seen; with the cure where it is not well.</param>
internal sealed record Finding(string Check, bool IsOk, string Detail);
