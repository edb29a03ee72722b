using System.Collections.Frozen;
using System.Globalization;
using Fulfillment.Streams.ClickHouse;
using Fulfillment.Streams.ClickHouse.Embedded;

namespace Fulfillment.Streams.Worker.Sql;

/// <summary>
/// Which URL parameters are settings, and which settings a reader may choose. Limits may be lowered only; what would change
/// data or reach outside is refused by name, so that nobody believes it took effect.
/// </summary>
internal static class SqlSettings
{
    /// <summary>Parameters of the protocol, not settings; also settings that mean nothing to a store that one process reads.</summary>
    private static readonly FrozenSet<string> Protocol = FrozenSet.ToFrozenSet(
        [
            "query", "default_format", "database", "query_id", "user", "password", "quota_key", "role", "session_id", "session_timeout",
            "session_check", "close_session", "buffer_size", "wait_end_of_query", "enable_http_compression", "http_zlib_compression_level",
            "client_protocol_version", "readonly", "send_progress_in_http_headers", "http_headers_progress_interval_ms", "add_http_cors_header",
            "cancel_http_readonly_queries_on_client_close", "async_insert", "stacktrace", "log_queries", "log_comment", "http_response_headers",
            "http_make_head_request", "http_receive_timeout", "http_send_timeout", "http_native_compression_disable_checksumming_on_decompress",
        ]);

    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
        [
            "session_timezone", "extremes", "limit", "offset", "max_block_size", "max_rows_to_read", "max_bytes_to_read", "max_result_bytes",
            "result_overflow_mode", "read_overflow_mode", "timeout_overflow_mode", "join_use_nulls", "group_by_use_nulls", "union_default_mode",
            "aggregate_functions_null_for_empty", "cast_keep_nullable", "prefer_column_name_to_alias", "transform_null_in",
            "final", "date_time_output_format", "date_time_input_format", "format_csv_delimiter", "low_cardinality_allow_in_native_format",
            "enable_named_columns_in_function_tuple", "use_query_cache", "interval_output_format", "bool_true_representation",
            "bool_false_representation", "show_table_uuid_in_table_create_query_if_not_nil", "allow_experimental_analyzer",
        ]);

    /// <summary>
    /// The value that setting <paramref name="name"/> gets; null where the parameter belongs to the protocol and sets nothing.
    /// </summary>
    /// <exception cref="ClickHouseException">The setting may not be chosen here.</exception>
    public static string? Accept(string name, string value, EmbeddedOptions limits)
    {
        if (name is "compress" or "decompress")
        {
            return value is "" or "0" or "false" ? null : throw new ClickHouseException(
                48, $"Code: 48. DB::Exception: {name}=1 (ClickHouse's own block compression) is not supported here; use enable_http_compression=1 with gzip. (NOT_IMPLEMENTED)");
        }

        if (Protocol.Contains(name))
        {
            return null;
        }

        return name switch
        {
            "max_execution_time" => Lower(name, value, limits.QueryTimeMax.TotalSeconds),
            "max_memory_usage" => Lower(name, value, limits.QueryMemoryMax),
            "max_result_rows" => Lower(name, value, limits.QueryRowsMax),
            "max_threads" => Lower(name, value, limits.QueryThreadsMax),
            _ when Allowed.Contains(name) || name.StartsWith("output_format_", StringComparison.Ordinal) => value,
            _ => throw new ClickHouseException(
                452, $"Code: 452. DB::Exception: Setting {name} cannot be chosen on this read-only interface. (SETTING_CONSTRAINT_VIOLATION)"),
        };
    }

    // 0 means no limit, to ClickHouse as to the options.
    private static string Lower(string name, string value, double limit)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var asked) || !double.IsFinite(asked) || asked < 0)
        {
            throw new ClickHouseException(27, $"Code: 27. DB::Exception: Setting {name} is not a number: {value}. (CANNOT_PARSE_INPUT_ASSERTION_FAILED)");
        }

        var chosen = asked == 0 ? limit : limit == 0 ? asked : Math.Min(asked, limit);
        return chosen.ToString("0.###", CultureInfo.InvariantCulture);
    }
}
