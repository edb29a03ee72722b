using System.Net;
using System.Net.Sockets;

namespace Fulfillment.Streams.ClickHouseServer;

/// <summary>
/// A port of the loopback interface that stays ours while nothing listens on it: a socket that is bound and never listens
/// refuses connections, and the system gives the port to nobody else. A listener may bind it beside.
/// </summary>
internal sealed class HeldPort : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes a port; 0 is any free one.</summary>
    public HeldPort(int port)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
