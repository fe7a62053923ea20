using System.Text;
using SecureDrop.Formats.OpenPgp;

namespace SecureDrop.Reviewer.Opening;

/// <summary>
/// The inside of every part that our own programs seal: one literal packet of a length that is said, and nothing around it. It is taken where it lies; anything
/// else is <see cref="InnerMessage"/>'s. Source: RFC 9580 §5.9.
/// </summary>
internal static class LoneLiteral
{
    private const byte Literal = 11;
    private const int DateOctets = 4;

    public static bool TryRead(ReadOnlyMemory<byte> inside, out string fileName, out ReadOnlyMemory<byte> content)
    {
        (fileName, content) = ("", default);
        if (!PacketHeader.TryRead(inside.Span, out var header) || header.Tag != Literal) return false;
        if (header.Form is LengthForm.NewPartial or LengthForm.OldIndeterminate) return false;
        var body = inside[header.ToArray().Length..];
        // Format, length of the name, name, date.
        if (body.Length != header.Length || body.Length < 2 || body.Length < 2 + body.Span[1] + DateOctets) return false;
        fileName = Encoding.UTF8.GetString(body.Span.Slice(2, body.Span[1]));
        content = body[(2 + body.Span[1] + DateOctets)..];
        return true;
    }
}
