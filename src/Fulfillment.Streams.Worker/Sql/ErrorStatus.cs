namespace Fulfillment.Streams.Worker.Sql;

/// <summary>HTTP statuses of ClickHouse's error codes.</summary>
internal static class ErrorStatus
{
    /// <summary>The status of <paramref name="code"/>: what the caller asked wrongly is 4xx, the rest 500.</summary>
    public static int Of(int code) => code switch
    {
        // names that do not exist: function, identifier, type, storage, table, aggregate, format, database, setting, parameter
        46 or 47 or 50 or 56 or 60 or 63 or 73 or 81 or 115 => StatusCodes.Status404NotFound,

        // text that cannot be understood, and arguments that do not fit
        6 or 26 or 27 or 36 or 38 or 41 or 42 or 43 or 44 or 53 or 62 or 69 or 70 or 72 or 117 or 184 or 215 or 456 or 457 => StatusCodes.Status400BadRequest,
        194 => StatusCodes.Status401Unauthorized,
        164 or 192 or 193 or 452 or 497 or 516 => StatusCodes.Status403Forbidden,
        159 => StatusCodes.Status408RequestTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };
}
