namespace SecureDrop.Gateway.Http;

/// <summary>
/// Blanks behind JSON and line ends behind HTML mean nothing to their readers, and make every answer of a kind one length: who counts
/// octets on the line learns neither the refusal nor the state of a receipt.
/// </summary>
internal static class Padding
{
    public const int JsonOctets = 512;
    public const int HtmlOctets = 8 << 10;

    public static byte[] Json(ReadOnlySpan<byte> body) => Fill(body, JsonOctets, (byte)' ');

    public static byte[] Html(ReadOnlySpan<byte> body) => Fill(body, HtmlOctets, (byte)'\n');

    private static byte[] Fill(ReadOnlySpan<byte> body, int step, byte filler)
    {
        var padded = new byte[(body.Length + step - 1) / step * step];
        body.CopyTo(padded);
        padded.AsSpan(body.Length).Fill(filler);
        if (body.Length < padded.Length) padded[^1] = (byte)'\n';
        return padded;
    }
}
