using Fulfillment.Streams.ClickHouse;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fulfillment.Streams.Worker.Page.Api;

/// <summary>Errors as problem+json that name the cause.</summary>
internal static class ApiProblem
{
    /// <summary>Turns what ClickHouse throws into an answer: 503 where it was not reached or too slow, 500 where it refused.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (ClickHouseException failure)
        {
            return From(failure);
        }
    }

    /// <summary>The caller asked for something that does not exist; nothing was queried.</summary>
    public static ProblemHttpResult Refuse(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status400BadRequest);

    private static ProblemHttpResult From(ClickHouseException failure) => TypedResults.Problem(
        failure.Message,
        statusCode: failure.Code == 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        title: "The views could not be read.",
        extensions: new Dictionary<string, object?> { ["clickhouse_code"] = failure.Code });
}
