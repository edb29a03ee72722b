using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fulfillment.Streams.ClickHouse.Schema;

/// <summary>
/// One numbered step of the schema. Its statements are idempotent (<c>IF NOT EXISTS</c>, <c>OR REPLACE</c>), so a step that
/// was cut short is run again whole. Once released it never changes: a correction is another step.
/// </summary>
public sealed record Migration
{
    private const string Prefix = "Fulfillment.Streams.ClickHouse.Schema.Migrations.";

    /// <summary>A step from its file's name, such as <c>0001_orders.sql</c>, and text.</summary>
    /// <exception cref="FormatException">The name does not begin with four digits and an underscore.</exception>
    public Migration(string file, string sql)
    {
        Name = Path.GetFileNameWithoutExtension(file);
        Number = Name.Length > 5 && Name[4] == '_' && int.TryParse(Name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"Migration {file} is not named like 0001_orders.sql.");
        Sql = sql.ReplaceLineEndings("\n");
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }

    /// <summary>Its place in the order, unique.</summary>
    public int Number { get; }

    /// <summary>Its file's name without the ending.</summary>
    public string Name { get; }

    /// <summary>Its statements, each ended by a semicolon; all names qualified with the database.</summary>
    public string Sql { get; }

    /// <summary>SHA-256 of <see cref="Sql"/> with Unix line ends, in lower-case hexadecimal.</summary>
    public string Checksum { get; }

    /// <summary>The steps built into this program, in order.</summary>
    public static IReadOnlyList<Migration> BuiltIn()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => new Migration(n[Prefix.Length..], Read(assembly.GetManifestResourceStream(n)!)))
            .OrderBy(m => m.Number)];
    }

    private static string Read(Stream resource)
    {
        using var reader = new StreamReader(resource, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
