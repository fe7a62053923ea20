using System.Globalization;
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

    /// <summary>The number that the next note gets.</summary>
    public int Next => Files.Count == 0 ? 1 : int.Parse(Path.GetFileName(Files[^1]).AsSpan(5, 4), NumberStyles.None, CultureInfo.InvariantCulture) + 1;

    /// <summary>Adds a sealed note in one step, and gives its path.</summary>
    public string Add(int number, byte[] message)
    {
        HomeFolder.MakeFolder(Folder);
        var path = Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"note-{number:D4}.pgp"));
        PrivateFile.Replace(path, message);
        Durable.Folder(folder);
        return path;
    }

    /// <summary>Opens a note of this case; null and why not otherwise.</summary>
    public static Note? Read(string path, string name, MessageOpener opener, out string why)
    {
        why = "it is empty, or no note";
        if (PrivateFile.Read(path, Profile.MaximumOctets) is not { } octets) return null;
        using var plaintext = new MemoryStream();
        var opened = opener.Open(octets);
        if ((opened.Failure ?? InnerMessage.Read(new MemoryStream(opened.Inside.ToArray()), new Unpacking(), plaintext, out _)) is { } reason)
        {
            why = reason.Word();
            return null;
        }

        why = Note.Version.Newer(plaintext.ToArray()) is { } newer ? $"{newer}" : "it was written about another case, or not by this program";
        return Note.Read(plaintext.ToArray()) is { } note && note.Case == name ? note : null;
    }
}
