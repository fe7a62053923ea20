using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>bag-info.txt of an evidence bag. Source: RFC 8493 §2.2.2; the fields from Evidence-Format on are ours.</summary>
/// <param name="Program">Bag-Software-Agent: program and version, printable ASCII.</param>
/// <param name="Date">Bagging-Date.</param>
/// <param name="PayloadOctets">Octets of all files under data/.</param>
/// <param name="PayloadFiles">Number of files under data/.</param>
/// <param name="Cases">How many are in it.</param>
/// <param name="Root">Of the organisation: whose keyring it is. A claim, to be compared by a second channel.</param>
/// <param name="Signer">The reviewer whose primary key signs the tag manifests.</param>
/// <param name="CustodyLines">Lines of data/custody/custody.txt.</param>
/// <param name="CustodyHead">Its head.</param>
/// <param name="HasSessionKeys">Whether the messages' session keys were added.</param>
public sealed record EvidenceInfo(
    string Program, DateOnly Date, long PayloadOctets, int PayloadFiles, int Cases, Fingerprint Root, Fingerprint Signer,
    int CustodyLines, Sha256Hash CustodyHead, bool HasSessionKeys)
{
    public const int Format = 1;
    public const int MaximumOctets = 4096;

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = new("evidence bag", "Evidence-Format: ", Format, Line: 4);

    public byte[] Write() => Encoding.ASCII.GetBytes(
        $"Bag-Software-Agent: {Program}\nBagging-Date: {Written.Of(Date)}\nPayload-Oxum: {Written.Of(PayloadOctets)}.{Written.Of(PayloadFiles)}\n"
        + $"Evidence-Format: {Written.Of(Format)}\nCases: {Written.Of(Cases)}\nRoot: {Root}\nSigned-By: {Signer}\n"
        + $"Custody-Lines: {Written.Of(CustodyLines)}\nCustody-Head: {CustodyHead}\nSession-Keys: {(HasSessionKeys ? "included" : "none")}\n");

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out EvidenceInfo? info, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out info, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out EvidenceInfo? info)
    {
        info = null;
        if (!lines.TryField("Bag-Software-Agent: ", out var value)) return lines.Refuse(TextFault.LineMalformed);
        if (value.IsEmpty || value.ContainsAnyExceptInRange(' ', '~')) return lines.Refuse(TextFault.LineMalformed);
        var program = value.ToString();
        if (!lines.TryField("Bagging-Date: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var date)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("Payload-Oxum: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        var dot = Math.Max(0, value.IndexOf('.'));
        if (!Written.TryNumber(value[..dot], out long octets) || !Written.TryNumber(value[(dot + 1)..], out int files)) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Evidence-Format: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int format) || format != Format) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("Cases: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int cases)) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Root: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Fingerprint.TryParse(value, out var root)) return lines.Refuse(TextFault.FingerprintMalformed);
        if (!lines.TryField("Signed-By: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Fingerprint.TryParse(value, out var signer)) return lines.Refuse(TextFault.FingerprintMalformed);
        if (!lines.TryField("Custody-Lines: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int custodyLines)) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Custody-Head: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Sha256Hash.TryParse(value, out var custodyHead)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("Session-Keys: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (value is not ("included" or "none")) return lines.Refuse(TextFault.LineMalformed);
        var hasSessionKeys = value is "included";
        if (lines.TryNext(out _)) return lines.Refuse(TextFault.LineMalformed);
        info = new EvidenceInfo(program, date, octets, files, cases, root, signer, custodyLines, custodyHead, hasSessionKeys);
        return null;
    }
}
