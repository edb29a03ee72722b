using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Fulfillment.Streams.Chaos.Tests.Soak;

/// <summary>
/// Makes a .NET process collect all its garbage, blocking: what a listener to its runtime's events may ask for, so that the program
/// needs no way of its own to be told. The process goes on being listened to until this is disposed.
/// </summary>
internal sealed class FullCollection : IDisposable
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const long CollectKeyword = 0x80_0000;

    private readonly EventPipeSession _session;
    private readonly Task _reading;

    private FullCollection(EventPipeSession session)
    {
        _session = session;
        _reading = session.EventStream.CopyToAsync(Stream.Null); // unread events would hold the process back
    }

    /// <summary>Asks for the collection, which may not be done yet when this returns.</summary>
    public static async Task<FullCollection> BeginAsync(int process) => new(await new DiagnosticsClient(process).StartEventPipeSessionAsync(
        [new EventPipeProvider(Runtime, EventLevel.Informational, CollectKeyword)], requestRundown: false, token: CancellationToken.None));

    public void Dispose()
    {
        _session.Stop();
        _reading.GetAwaiter().GetResult();
        _session.Dispose();
    }
}
