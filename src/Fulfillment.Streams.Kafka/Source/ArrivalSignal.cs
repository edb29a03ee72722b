using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fulfillment.Streams.Kafka.Native;

namespace Fulfillment.Streams.Kafka.Source;

/// <summary>Wakes the source when an empty queue receives something, so that idling costs neither latency nor a busy loop.</summary>
internal sealed unsafe class ArrivalSignal : IDisposable
{
    private readonly AutoResetEvent arrived = new(false);
    private readonly GCHandle self;

    public ArrivalSignal() => self = GCHandle.Alloc(arrived);

    /// <summary>Has a queue raise this signal. The queue must be silenced before this is disposed.</summary>
    public void Watch(nint queue) => Librdkafka.OnEvent(queue, &Raise, GCHandle.ToIntPtr(self));

    /// <summary>Stops a queue from raising any signal.</summary>
    public static void Silence(nint queue) => Librdkafka.OnEvent(queue, null, 0);

    /// <summary>Waits for an arrival since the last wait, at most <paramref name="timeout"/>.</summary>
    public void Wait(TimeSpan timeout) => arrived.WaitOne(timeout);

    public void Dispose()
    {
        self.Free();
        arrived.Dispose();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Raise(nint client, nint opaque) => ((AutoResetEvent)GCHandle.FromIntPtr(opaque).Target!).Set();
}
