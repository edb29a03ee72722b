using System.Text.Json;
using Fulfillment.Streams.Ingest;

namespace Fulfillment.Streams.Tests.Ingest.Schemas;

/// <summary>A JSON Schema of the project, with as much of a validator as our schemas need; an unknown keyword fails the test.</summary>
internal sealed class SchemaFile
{
    private static readonly string[] Annotations = ["$schema", "$id", "$defs", "title", "description", "examples"];

    private SchemaFile(string name) =>
        Root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "schemas", name))).RootElement;

    public JsonElement Root { get; }

    private static SchemaFile Common { get; } = new("common.schema.json");

    public static SchemaFile Of(Topic topic) => new(topic.Name() + ".schema.json");

    /// <summary>Each property and whether it is required, those of arrays' objects as <c>lines[].sku</c>.</summary>
    public IEnumerable<(string Path, bool Required)> Properties() => Properties(Root, "");

    /// <summary>Whether a value is valid.</summary>
    public bool Accepts(JsonElement value) => Accepts(Root, value);

    private static IEnumerable<(string Path, bool Required)> Properties(JsonElement schema, string prefix)
    {
        var required = schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToHashSet();
        Assert.Subset(schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToHashSet(), required!);
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            yield return (prefix + property.Name, required.Contains(property.Name));
            if (property.Value.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _))
            {
                foreach (var inner in Properties(items, $"{prefix}{property.Name}[]."))
                {
                    yield return inner;
                }
            }
        }
    }

    private static bool Accepts(JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)).All(keyword => Accepts(keyword.Name, keyword.Value, value));

    private static bool Accepts(string keyword, JsonElement rule, JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        decimal? number = value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var d) ? d : null;
        return keyword switch
        {
            "$ref" => Accepts(Resolve(rule.GetString()!), value),
            "type" => rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => Is(type.GetString()!, value)) : Is(rule.GetString()!, value),
            "anyOf" => rule.EnumerateArray().Any(branch => Accepts(branch, value)),
            "enum" => rule.EnumerateArray().Any(constant => JsonElement.DeepEquals(constant, value)),
            "minLength" => text is null || text.Length >= rule.GetInt32(),
            "maxLength" => text is null || text.Length <= rule.GetInt32(),
            "pattern" => text is null || System.Text.RegularExpressions.Regex.IsMatch(text, rule.GetString()!),
            "format" => text is null || text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _),
            "minimum" => number is null || number >= rule.GetDecimal(),
            "maximum" => number is null || number <= rule.GetDecimal(),
            "multipleOf" => number is null || number % rule.GetDecimal() == 0,
            "required" => value.ValueKind != JsonValueKind.Object || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "properties" => value.ValueKind != JsonValueKind.Object
                || value.EnumerateObject().All(property => !rule.TryGetProperty(property.Name, out var inner) || Accepts(inner, property.Value)),
            "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => Accepts(rule, item)),
            _ => throw new NotSupportedException($"Teach {nameof(SchemaFile)} the keyword '{keyword}'."),
        };
    }

    private static bool Is(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) => true,
        ("number", JsonValueKind.Number) or ("null", JsonValueKind.Null) => true,
        ("integer", JsonValueKind.Number) => value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        _ => false,
    };

    private static JsonElement Resolve(string reference)
    {
        const string Prefix = "common.schema.json#/$defs/";
        Assert.StartsWith(Prefix, reference, StringComparison.Ordinal);
        return Common.Root.GetProperty("$defs").GetProperty(reference[Prefix.Length..]);
    }
}
