using System.Text;

namespace Fulfillment.Streams.Kafka.Native;

/// <summary>Asks librdkafka itself whether it knows a setting and accepts its value.</summary>
internal static class SettingCheck
{
    /// <summary>Null where accepted; otherwise librdkafka's reason, without the value of a secret.</summary>
    public static unsafe string? Refusal(string name, string value)
    {
        NativeClient.EnsureLoaded();
        Span<byte> reason = stackalloc byte[512];
        var configuration = Librdkafka.NewConfiguration();
        try
        {
            fixed (byte* text = reason)
            {
                if (Librdkafka.SetConfiguration(configuration, name, value, text, (nuint)reason.Length) == 0)
                {
                    return null;
                }
            }
        }
        finally
        {
            Librdkafka.DestroyConfiguration(configuration);
        }

        var end = reason.IndexOf((byte)0);
        var why = Encoding.UTF8.GetString(reason[..(end < 0 ? reason.Length : end)]).TrimEnd('.', ' ', '\n');
        return Redaction.IsSecret(name) && value.Length > 0 ? why.Replace(value, Redaction.Hidden, StringComparison.Ordinal) : why;
    }
}
