using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Fulfillment.Streams.ClickHouseServer;

/// <summary>What goes wrong with one request: true when it has answered itself, or never will.</summary>
/// <param name="context">The request.</param>
/// <param name="apply">Does what the request asks.</param>
public delegate Task<bool> Fault(HttpContext context, Func<Task> apply);

/// <summary>The faults a client of a ClickHouse server sees.</summary>
public static class InjectedFault
{
    /// <summary>An error as ClickHouse answers it, and nothing done.</summary>
    public static Fault Error(int status, int code, string text) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        if (code != 0)
        {
            context.Response.Headers["X-ClickHouse-Exception-Code"] = code.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(text, context.RequestAborted);
        return true;
    };

    /// <summary>The connection is closed without an answer, and nothing done.</summary>
    public static Fault Reset() => (context, _) =>
    {
        context.Abort();
        return Task.FromResult(true);
    };

    /// <summary>Done, and the connection closed without an answer: the client cannot know.</summary>
    public static Fault ResetAfterApplying() => async (context, apply) =>
    {
        await apply();
        context.Abort();
        return true;
    };

    /// <summary>Done, and never answered: the client cannot know.</summary>
    public static Fault SilentAfterApplying() => async (context, apply) =>
    {
        await apply();
        await WaitAsync(context, Timeout.InfiniteTimeSpan);
        return true;
    };

    /// <summary>Done and answered, but late.</summary>
    public static Fault Slow(TimeSpan delay) => async (context, _) =>
    {
        await WaitAsync(context, delay);
        return context.RequestAborted.IsCancellationRequested;
    };

    /// <summary>One after another, until one has answered.</summary>
    public static Fault Then(this Fault first, Fault second) => async (context, apply) => await first(context, apply) || await second(context, apply);

    private static Task WaitAsync(HttpContext context, TimeSpan delay) =>
        Task.Delay(delay, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
}
