using System.Text;
using Fulfillment.Streams.Ingest;
using Fulfillment.Streams.Ingest.Json;

namespace Fulfillment.Streams.Tests.Ingest.Json.Scan;

/// <summary>
/// Records of one topic at random: fields in usual or any order, left out, repeated and unknown ones, white space here and
/// there; a third of them with bytes damaged after that.
/// </summary>
internal sealed class RandomDocument(Random random, Topic topic)
{
    private static readonly Dictionary<Topic, (string Name, bool IsRequired, string[] Elements)[]> Fields = TopicNames.All.ToDictionary(t => t, FieldsOf);

    private readonly RandomValue value = new(random);
    private readonly int style = random.Next(10);

    /// <summary>One record.</summary>
    public byte[] Next()
    {
        value.Calm = random.Next(4) == 0 ? 1 : 100;
        var fields = Fields[topic].Where(field => random.Next(field.IsRequired ? 60 * value.Calm : 3) != 0).ToList();
        if (random.Next(4) == 0)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(fields));
        }

        var members = fields.Select(f => Member(f.Name, f.Elements is [] ? value.For(f.Name) : Array(f.Elements))).ToList();
        if (random.Next(5) == 0)
        {
            members.Insert(random.Next(members.Count + 1), Member(value.Text().Trim('"'), value.Unknown()));
        }

        if (value.OnceIn(5) && members.Count > 0)
        {
            members.Insert(random.Next(members.Count + 1), members[random.Next(members.Count)]);
        }

        var document = Encoding.UTF8.GetBytes(Around(Object(members)));
        return random.Next(3) != 0 ? document : Damaged(document);
    }

    private static (string Name, bool IsRequired, string[] Elements)[] FieldsOf(Topic topic)
    {
        var properties = EventReader.All[(int)topic].Properties.ToList();
        return
        [
            .. properties.Where(p => !p.Path.Contains('[', StringComparison.Ordinal)).Select(p => (p.Path, p.Required, Elements: properties
                .Where(e => e.Path.StartsWith(p.Path + "[].", StringComparison.Ordinal)).Select(e => e.Path[(p.Path.Length + 3)..]).ToArray()))
                .Select(p => p.Path == "lines" && p.Elements is [] ? (p.Path, p.Required, [""]) : p),
        ];
    }

    private string Array(string[] elements)
    {
        if (value.OnceIn(10))
        {
            return value.Unknown();
        }

        var items = Enumerable.Range(0, random.Next(4)).Select(_ => elements is [""]
            ? value.Text()
            : Object([.. elements.Where(_ => !value.OnceIn(40)).Select(e => Member(e, value.For(e)))]));
        return $"[{string.Join(Comma(), items)}]";
    }

    private string Member(string name, string json) => $"\"{(value.OnceIn(50) ? name.Replace("e", "\\u0065", StringComparison.Ordinal) : name)}\"{Colon()}{json}";

    private string Object(List<string> members)
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < members.Count; i++)
        {
            text.Append(i == 0 ? "" : Comma()).Append(members[i]);
        }

        return text.Append('}').ToString();
    }

    private string Around(string document) => random.Next(40) switch
    {
        0 => "\uFEFF" + document,
        1 => " " + document,
        2 => document + "\r\n",
        3 => document + " ",
        4 => document + "}",
        5 => document[..random.Next(document.Length + 1)],
        6 => random.Next(4) == 0 ? "" : document,
        _ => document,
    };

    private string Comma() => style switch { 0 => ", ", 1 => random.Next(3) == 0 ? " ,\n" : ",", 2 => random.Next(5) == 0 ? ",  " : ", ", _ => "," };

    private string Colon() => style switch { 0 or 2 => ": ", 1 => random.Next(3) == 0 ? " : " : ":", 3 => random.Next(9) == 0 ? ":\t" : ":", _ => ":" };

    private byte[] Damaged(byte[] document)
    {
        var bytes = document.ToList();
        for (var damage = random.Next(1, 4); damage > 0; damage--)
        {
            Damage.Strike(bytes, random);
        }

        return [.. bytes];
    }
}
