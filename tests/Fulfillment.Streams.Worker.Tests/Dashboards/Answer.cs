using System.Text.Json;

namespace Fulfillment.Streams.Worker.Tests.Dashboards;

/// <summary>What a query answered, and whether Grafana can draw it.</summary>
internal sealed record Answer(string Where, IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<JsonElement[]> Rows)
{
    /// <summary>Fails, naming the query, where the answer has not the shape or is empty.</summary>
    public void MustBe(AnswerShape shape)
    {
        Require(Rows.Count > 0, "answers no row although there is data");
        Require(Columns.Select(c => c.Name).Distinct().Count() == Columns.Count, "has two columns of one name");
        switch (shape)
        {
            case AnswerShape.Number:
                Require(Columns.Count == 1 && IsNumber(0) && Rows.Count == 1, "is not one number");
                RequireNoNull();
                break;
            case AnswerShape.Series:
                Require(Columns.Count == 3 && Columns[0].Name == "time" && IsTime(0) && Columns[1].Name == "series" && IsText(1) && IsNumber(2), "is not time, series, number");
                RequireNoNull();
                Require(Rows.Select(r => r[0].GetString()).Order(StringComparer.Ordinal).SequenceEqual(Rows.Select(r => r[0].GetString())), "is not ordered by time");
                Require(Rows.Select(r => (r[0].GetString(), r[1].GetString())).Distinct().Count() == Rows.Count, "has two numbers for one point");
                break;
            case AnswerShape.Bars:
                Require(Columns.Count == 2 && IsText(0) && IsNumber(1), "is not a label and a number");
                RequireNoNull();
                break;
            case AnswerShape.Rows:
                Require(Columns[0].Name == "shop_id" && IsText(0) && Columns.Count > 3, "does not begin with its key");
                break;
            case AnswerShape.Names:
                Require(Columns.Count == 1 && IsText(0), "is not one column of names");
                Require(Rows.All(r => r[0].GetString()!.Length > 0), "has an empty name");
                break;
            case AnswerShape.Annotations:
                Require(Columns.Select(c => c.Name).SequenceEqual(["time", "text", "tags"]) && IsTime(0) && IsText(1) && IsText(2), "is not time, text, tags");
                break;
            default:
                Require(Enumerable.Range(0, Columns.Count - 1).All(IsText) && IsNumber(Columns.Count - 1), "is not labels and then one number");
                RequireNoNull();
                Require(Rows.Select(r => string.Join('|', r[..^1].Select(c => c.GetString()))).Distinct().Count() == Rows.Count, "has one set of labels twice");
                break;
        }
    }

    private bool IsNumber(int column) => Bare(column) is { } type && (type.StartsWith("UInt", StringComparison.Ordinal) || type.StartsWith("Int", StringComparison.Ordinal) || type.StartsWith("Float", StringComparison.Ordinal));

    private bool IsTime(int column) => Bare(column).StartsWith("DateTime", StringComparison.Ordinal);

    private bool IsText(int column) => Bare(column) is "String" or "LowCardinality(String)";

    private string Bare(int column) => Columns[column].Type;

    private void RequireNoNull() => Require(Rows.All(r => r.All(c => c.ValueKind != JsonValueKind.Null)), "has a NULL, which Grafana draws as nothing");

    private void Require(bool holds, string otherwise) =>
        Assert.True(holds, $"{Where} {otherwise}: {string.Join(", ", Columns)}; {Rows.Count} rows.");
}
