using System.Diagnostics.CodeAnalysis;
using System.Text;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Formats.Bags;

/// <summary>
/// bag-info.txt of a gateway's backup. Source: RFC 8493 §2.2.2; the fields from Backup-Format on are ours. Beside it stands keyring.asc, by which the signature is
/// verified; the parts under data/ decrypt, in order, to a tar (<see cref="Backups.SnapshotReader"/>).
/// </summary>
/// <param name="Date">Bagging-Date: when it was made.</param>
/// <param name="PayloadOctets">Octets of all files under data/.</param>
/// <param name="PayloadFiles">Number of files under data/: the parts.</param>
/// <param name="Ledger">Ledger-Id.</param>
/// <param name="Head">Number of the ledger's last line and its head.</param>
/// <param name="Certificate">Whose secret key opens it: a primary fingerprint.</param>
public sealed record BackupInfo(DateOnly Date, long PayloadOctets, int PayloadFiles, LedgerId Ledger, LedgerHead Head, Fingerprint Certificate)
{
    public const int Format = 1;
    public const int MaximumOctets = 4096;
    public const string FormatField = "Backup-Format: ";

    /// <summary>Where its version stands.</summary>
    public static FormatVersion Version { get; } = new("backup", FormatField, Format, Line: 3);

    public byte[] Write() => Encoding.ASCII.GetBytes(
        $"Bagging-Date: {Written.Of(Date)}\nPayload-Oxum: {Written.Of(PayloadOctets)}.{Written.Of(PayloadFiles)}\n"
        + $"{FormatField}{Written.Of(Format)}\nLedger-Id: {Ledger}\nLedger-Line: {Written.Of(Head.Number)}\nLedger-Head: {Head.Head}\n"
        + $"Sealed-To: {Certificate}\n");

    public static bool TryRead(
        ReadOnlySpan<byte> octets,
        [NotNullWhen(true)] out BackupInfo? info, [NotNullWhen(false)] out TextRefusal? refusal) =>
        StrictText.TryRead(octets, MaximumOctets, Read, value => value.Write(), out info, out refusal, Version);

    private static TextRefusal? Read(Lines lines, out BackupInfo? info)
    {
        info = null;
        if (!lines.TryField("Bagging-Date: ", out var value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryDay(value, out var date)) return lines.Refuse(TextFault.DayMalformed);
        if (!lines.TryField("Payload-Oxum: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        var dot = Math.Max(0, value.IndexOf('.'));
        if (!Written.TryNumber(value[..dot], out long octets) || !Written.TryNumber(value[(dot + 1)..], out int files)) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField(FormatField, out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int format) || format != Format) return lines.Refuse(TextFault.TitleWrong);
        if (!lines.TryField("Ledger-Id: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!LedgerId.TryParse(value, out var ledger)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("Ledger-Line: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Written.TryNumber(value, out int line)) return lines.Refuse(TextFault.NumberMalformed);
        if (!lines.TryField("Ledger-Head: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Sha256Hash.TryParse(value, out var head)) return lines.Refuse(TextFault.HashMalformed);
        if (!lines.TryField("Sealed-To: ", out value)) return lines.Refuse(TextFault.LineMalformed);
        if (!Fingerprint.TryParse(value, out var certificate)) return lines.Refuse(TextFault.FingerprintMalformed);
        if (lines.TryNext(out _)) return lines.Refuse(TextFault.LineMalformed);
        info = new BackupInfo(date, octets, files, ledger, new LedgerHead(line, head), certificate);
        return null;
    }
}
