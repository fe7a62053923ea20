using SecureDrop.Formats.Bags;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Tests.Formats.Texts;

/// <summary>A kind of text by the folder of its vectors: reads octets and, when that succeeds, writes them again.</summary>
internal delegate TextRefusal? TextKind(byte[] octets, out byte[]? again);

internal static class TextKinds
{
    public static readonly IReadOnlyDictionary<string, TextKind> All = new Dictionary<string, TextKind>
    {
        ["signed-text"] = (byte[] octets, out byte[]? again) => Outcome(SignedText.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["keyring"] = (byte[] octets, out byte[]? again) => Outcome(Keyring.TryRead(octets, out var text, out var refusal), text?.Text.ToArray(), refusal, out again),
        ["ledger"] = (byte[] octets, out byte[]? again) => Outcome(LedgerText.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["custody"] = (byte[] octets, out byte[]? again) => Outcome(CustodyText.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["acknowledgement"] = (byte[] octets, out byte[]? again) => Outcome(Acknowledgement.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["canary"] = (byte[] octets, out byte[]? again) => Outcome(CanaryMark.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["pin"] = (byte[] octets, out byte[]? again) => Outcome(Pin.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["manifest"] = (byte[] octets, out byte[]? again) => Outcome(Manifest.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
        ["bag-info"] = (byte[] octets, out byte[]? again) => Outcome(BagInfo.TryRead(octets, out var text, out var refusal), text?.Write(), refusal, out again),
    };

    private static TextRefusal? Outcome(bool read, byte[]? written, TextRefusal? refusal, out byte[]? again)
    {
        Assert.Equal(read, refusal is null);
        Assert.Equal(read, written is not null);
        again = written;
        return refusal;
    }
}
