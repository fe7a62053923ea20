using System.Text;
using Microsoft.AspNetCore.Http;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Http;

namespace SecureDrop.Fuzzing.Readers;

/// <summary>
/// A form as the gateway reads it: the first line of the octets is the Content-Type header, the rest the body. What is accepted is
/// put into the plainest form and must come out of it again.
/// </summary>
internal static class FormReading
{
    private const string Type = "multipart/form-data; boundary=sealed";

    public static string Of(byte[] octets, int cuts)
    {
        var end = octets.AsSpan().IndexOf((byte)'\n');
        if (end < 0) return "no header";
        var answer = Read(Encoding.Latin1.GetString(octets, 0, end), octets[(end + 1)..], cuts, out var field);
        if (answer != "accept") return answer;
        if (field.AsSpan().IndexOf("\r\n--sealed"u8) >= 0) return answer;
        byte[] again = [.. "--sealed\r\nContent-Disposition: form-data; name=text\r\n\r\n"u8, .. field, .. "\r\n--sealed--\r\n"u8];
        BrokenPromiseException.Unless(Read(Type, again, 0, out var inside) == "accept" && inside.AsSpan().SequenceEqual(field), "sent again it is another field");
        return $"accept {field.Length}";
    }

    private static string Read(string contentType, byte[] octets, int cuts, out byte[] field)
    {
        field = [];
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        if (BodyType.OfSubmission(request) is not { } type) return "media_type";
        if (type.Kind != BodyKind.Form) return "no form";
        using var content = new MemoryStream();
        using var body = new IncomingBody(new Cuts(octets, cuts), octets.Length, new Pace(TimeSpan.FromHours(1), 1, TimeProvider.System), TimeProvider.System, default, default);
        var reading = FormBody.PassOnAsync(body, type.Boundary, ["file", "text"], async octets =>
        {
            await octets.CopyToAsync(content);
            return null;
        });
        BrokenPromiseException.Unless(reading.IsCompleted, "it waits although all has come");
        var refusal = reading.GetAwaiter().GetResult();
        field = content.ToArray();
        return $"{(body.Trouble ?? refusal)?.ToString() ?? "accept"}";
    }
}
