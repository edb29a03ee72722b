namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>A query, where it stands, and what Grafana needs it to answer.</summary>
internal sealed record DashboardQuery(string Where, string Sql, AnswerShape Shape);

/// <summary>What Grafana can draw.</summary>
internal enum AnswerShape
{
    /// <summary>One row with one number.</summary>
    Number,

    /// <summary>A time, a label, a number; ordered by time, nothing NULL.</summary>
    Series,

    /// <summary>A label and a number; nothing NULL.</summary>
    Bars,

    /// <summary>Rows with named columns, the key not NULL.</summary>
    Rows,

    /// <summary>One column of names.</summary>
    Names,

    /// <summary>time, text and tags.</summary>
    Annotations,

    /// <summary>Labels and one number, each set of labels once.</summary>
    Alert,
}
