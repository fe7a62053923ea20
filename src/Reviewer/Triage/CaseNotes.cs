namespace SecureDrop.Reviewer.Triage;

/// <summary>HOME/cases/CASE/notes/note-0001.pgp and on: what reviewers wrote about a case, sealed to all of them.</summary>
internal static class CaseNotes
{
    public static int Count(string folder) => Directory.Exists(Path.Combine(folder, "notes")) ? Directory.GetFiles(Path.Combine(folder, "notes"), "note-*.pgp").Length : 0;
}
