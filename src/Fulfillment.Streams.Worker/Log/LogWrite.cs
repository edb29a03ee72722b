using Microsoft.Win32.SafeHandles;

namespace Fulfillment.Streams.Worker.Log;

/// <summary>Writes bytes at an offset of a file, all of them or it throws.</summary>
internal delegate void LogWrite(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);
