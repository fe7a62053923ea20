namespace SecureDrop.Formats.Puzzles;

/// <summary>
/// The header <c>Content-Digest</c> with the one algorithm that is looked at: SHA-256 over the body as it is sent, so over the armor where it is
/// armored. Only the form that this writes is read: <c>sha-256=:</c>, 44 letters of base64 (RFC 4648 §4), a colon. Source: RFC 9530 §2.
/// </summary>
public static class ContentDigest
{
    public const string Header = "Content-Digest";

    private const string Begin = "sha-256=:", End = ":";
    private const int Letters = 44;

    /// <summary>Null for any other algorithm or form: RFC 9530 lets a receiver ignore those.</summary>
    public static Sha256Hash? Read(ReadOnlySpan<char> text)
    {
        if (text.Length != Begin.Length + Letters + End.Length || !text.StartsWith(Begin) || !text.EndsWith(End)) return null;
        Span<byte> octets = stackalloc byte[Sha256Hash.Size + 1];
        var letters = text[Begin.Length..^End.Length];
        if (!Convert.TryFromBase64Chars(letters, octets, out var written) || written != Sha256Hash.Size) return null;
        var hash = new Sha256Hash(octets[..written]);
        // Blanks between the letters, and bits behind the last octet, are read by base64 and not written by us.
        return text.SequenceEqual(Of(hash)) ? hash : null;
    }

    public static string Of(Sha256Hash hash) => $"{Begin}{Convert.ToBase64String(hash.ToArray())}{End}";
}
