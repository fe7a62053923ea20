using System.Text;
using System.Text.Unicode;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Triage;

/// <summary>What a source wrote, read back from a case's folder; raw and hostile, and bounded.</summary>
internal static class CaseText
{
    /// <summary>What to do about a testimony that needs a newer program.</summary>
    public const string UntilNewer = "kept, and opened by itself at the next open with a newer securedrop-net-reviewer; until then, gpg -d of its ciphertext/*.pgp in order, into tar xi, gives message.txt";

    /// <summary>testimony.json of a version, checked again: a disk may have turned octets since. Null when it is not here or not whole.</summary>
    public static Testimony? Testimony(string folder, CaseVersion version) =>
        PrivateFile.Read(Path.Combine(folder, version.Folder, "testimony.json"), Buckets.Largest) is { } json
        && Formats.Testimonies.Testimony.TryRead(json, out var testimony, out _) ? testimony : null;

    /// <summary>The account of a version, at most 1 MiB; of a letter its one file, when that is plain text of at most 1 MiB; null otherwise.</summary>
    public static string? Account(string folder, CaseRecord record, CaseVersion version) =>
        record.Testimony is not null ? Testimony(folder, version)?.Account
        : version.Files is [{ Disk: { } disk }] ? PlainText(Path.Combine(folder, version.Folder, "files", disk)) : null;

    /// <summary>UTF-8 without any octet that text has no use for; a mark at its start is dropped, CR before LF too.</summary>
    private static string? PlainText(string path) =>
        PrivateFile.Read(path, Formats.Testimonies.Testimony.MaximumAccountOctets) is { } octets && Utf8.IsValid(octets) && !octets.AsSpan().Contains((byte)0)
            ? Encoding.UTF8.GetString(octets).TrimStart('\uFEFF').ReplaceLineEndings("\n") : null;
}
