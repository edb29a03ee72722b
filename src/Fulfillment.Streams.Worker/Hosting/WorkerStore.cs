using Fulfillment.Streams.Worker.Commands;
using Fulfillment.Streams.Worker.Configuration;
using Fulfillment.Streams.Worker.Store;

namespace Fulfillment.Streams.Worker.Hosting;

/// <summary>Opens the store a verb works on, with errors that name the setting and the cure.</summary>
internal static class WorkerStore
{
    public static EmbeddedStore Open(Settings settings, string purpose)
    {
        var directory = settings.Options.Store;
        try
        {
            return EmbeddedStore.Open(directory, settings.Options.Lanes, purpose, TimeProvider.System);
        }
        catch (StoreLockedException held)
        {
            throw new FailureException(held.Message, held);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            throw new FailureException(
                $"The store {Path.GetFullPath(directory)} (setting Store, option --store) cannot be opened: {failure.Message} " +
                "Free space or permissions there, or name another directory.", failure);
        }
    }
}
