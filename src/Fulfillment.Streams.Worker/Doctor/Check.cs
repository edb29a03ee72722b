namespace Fulfillment.Streams.Worker.Doctor;

/// <summary>One thing a worker needs. The probe returns what it saw, or throws an exception whose message names the cure.</summary>
internal sealed record Check(string Name, Func<CancellationToken, Task<string>> Probe)
{
    public async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new Finding(Name, true, await Probe(cancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Whatever a probe throws is what it found.
        catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return new Finding(Name, false, failure.Message);
        }
    }
}
