namespace Fulfillment.Streams.Windows;

/// <summary>When a window operator emits.</summary>
public enum WindowEmit
{
    /// <summary>After each batch, the current full value of every window that the batch touched.</summary>
    OnUpdate,

    /// <summary>
    /// Once when the clock reaches the end of the window, and again after each batch that brings it late events within the
    /// retention. Completion closes the windows that are still open.
    /// </summary>
    OnClose,
}
