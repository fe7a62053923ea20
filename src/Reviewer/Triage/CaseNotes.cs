using System.Globalization;
using SecureDrop.Certificates;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// HOME/cases/CASE/notes/note-0001.pgp and on: what reviewers wrote about a case. Each is an OpenPGP message to all of them, which `gpg -d` opens. Notes are added and
/// never changed or removed.
/// </summary>
internal sealed class CaseNotes(string folder)
{
    public const int MaximumNotes = 9_999;

    private string Folder => Path.Combine(folder, "notes");

    /// <summary>In the order in which they were written.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "note-????.pgp").Order(StringComparer.Ordinal)] : [];

    /// <summary>Seals a note and adds it in one step; the file's path, or null when there are too many.</summary>
    public string? Add(Note note, Sealer sealer)
    {
        var number = Files.Count == 0 ? 1 : int.Parse(Path.GetFileName(Files[^1]).AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        if (number > MaximumNotes) return null;
        HomeFolder.MakeFolder(Folder);
        var name = string.Create(CultureInfo.InvariantCulture, $"note-{number:D4}");
        var path = Path.Combine(Folder, $"{name}.pgp");
        PrivateFile.Replace(path, sealer.Seal(note.Write(), $"{name}.txt"));
        Durable.Folder(folder);
        return path;
    }

    /// <summary>Opens a note of this case; null and why not otherwise.</summary>
    public static Note? Read(string path, string name, MessageOpener opener, out string why)
    {
        why = "it is empty, or no note";
        if (PrivateFile.Read(path, Profile.MaximumOctets) is not { } octets) return null;
        using var plaintext = new MemoryStream();
        if (opener.Open(octets, plaintext, out _) is { } reason)
        {
            why = reason.Word();
            return null;
        }

        why = "it was written about another case, or not by this program";
        return Note.Read(plaintext.ToArray()) is { } note && note.Case == name ? note : null;
    }
}
