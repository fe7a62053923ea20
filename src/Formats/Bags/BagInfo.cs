using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>bag-info.txt of a bundle. Source: RFC 8493 §2.2.2; the fields from Bundle-Format on are ours.</summary>
/// <param name="Date">Bagging-Date: the ledger's day.</param>
/// <param name="PayloadOctets">Octets of all files under data/.</param>
/// <param name="PayloadFiles">Number of files under data/.</param>
/// <param name="Bundle">Bundle-Number, from 1.</param>
/// <param name="Ledger">Ledger-Id.</param>
/// <param name="FirstLine">First line of data/ledger.txt; <c>LastLine + 1</c> when it has none.</param>
/// <param name="Head">Number of the last line and Ledger-Head.</param>
/// <param name="PreviousBundle">SHA-256 of the previous bundle's tag manifest; null (written none) for the first.</param>
/// <param name="KeyringEpoch">Epoch of the keyring in force at the export.</param>
public sealed record BagInfo(
    DateOnly Date, long PayloadOctets, int PayloadFiles, int Bundle, LedgerId Ledger, int FirstLine, LedgerHead Head,
    Sha256Hash? PreviousBundle, int KeyringEpoch)
{
    public const int Format = 1;
    public const int MaximumOctets = 4096;

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = new("bundle", "Bundle-Format: ", Format, Line: 3);

    public byte[] Write() => Encoding.ASCII.GetBytes(
        $"Bagging-Date: {Written.Of(Date)}\nPayload-Oxum: {Written.Of(PayloadOctets)}.{Written.Of(PayloadFiles)}\n"
        + $"Bundle-Format: {Written.Of(Format)}\nBundle-Number: {Written.Of(Bundle)}\n"
        + $"Ledger-Id: {Ledger}\nLedger-Lines: {Written.Of(FirstLine)}-{Written.Of(Head.Number)}\nLedger-Head: {Head.Head}\n"
        + $"Previous-Bundle: {PreviousBundle?.ToString() ?? "none"}\nKeyring-Epoch: {Written.Of(KeyringEpoch)}\n");

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out BagInfo? info, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out info, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out BagInfo? info)
    {
        info = null;
        if (!lines.TryField("Bagging-Date: ", out var value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var date)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("Payload-Oxum: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!TryPair(value, '.', out var octets, out var files)) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Bundle-Format: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int format) || format != Format) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("Bundle-Number: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int bundle) || bundle == 0) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Ledger-Id: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var ledger)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("Ledger-Lines: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!TryPair(value, '-', out var first, out var last)) return lines.Refuse(TextFault.NumberMalformed);
        if (first < 1 || first > last + 1L) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Ledger-Head: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Sha256Hash.TryParse(value, out var head)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("Previous-Bundle: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        var none = value.SequenceEqual("none");
        var previous = default(Sha256Hash);
        if (!none && !Sha256Hash.TryParse(value, out previous)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("Keyring-Epoch: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int epoch)) return lines.Refuse(TextFault.NumberMalformed);
        if (lines.TryNext(out _)) return lines.Refuse(TextFault.LineMalformed);
        info = new BagInfo(date, octets, files, bundle, ledger, (int)first, new LedgerHead(last, head), none ? null : previous, epoch);
        return null;
    }

    private static bool TryPair(ReadOnlySpan<char> text, char between, out long left, out int right)
    {
        (left, right) = (0, 0);
        var middle = text.IndexOf(between);
        return middle > 0 && Written.TryNumber(text[..middle], out left) && Written.TryNumber(text[(middle + 1)..], out right);
    }
}
