using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Looks for words in what sources wrote: account (or a letter that is plain text), when, where, safety wishes and file names of all versions; in notes too, when an
/// opener for them is given. All words must occur, each anywhere, also inside a longer one. No index: reading 10,000 cases takes less than one would cost to keep true.
/// </summary>
internal sealed class CaseSearch(string search, MessageOpener? notes)
{
    private readonly IReadOnlyList<string> _words = Folded.Words(search);

    /// <summary>No word at all finds nothing, rather than everything.</summary>
    public bool Finds(CaseFacts facts)
    {
        var missing = _words.ToHashSet();
        if (missing.Count == 0) return false;
        foreach (var text in Texts(facts))
        {
            var folded = Folded.Of(text);
            missing.RemoveWhere(word => folded.Contains(word, StringComparison.Ordinal));
            if (missing.Count == 0) return true;
        }

        return false;
    }

    private IEnumerable<string> Texts(CaseFacts facts)
    {
        foreach (var version in facts.Record.Versions)
        {
            foreach (var file in version.Files) yield return file.Name;
            foreach (var text in Texts(facts, version)) yield return text;
        }

        if (notes is null) yield break;
        foreach (var path in new CaseNotes(facts.Folder).Files)
            if (CaseNotes.Read(path, facts.Name, notes, out _) is { } note) yield return note.Text;
    }

    private static IEnumerable<string> Texts(CaseFacts facts, CaseVersion version) =>
        facts.Record.Testimony is null ? [CaseText.Account(facts.Folder, facts.Record, version) ?? ""]
        : CaseText.Testimony(facts.Folder, version) is { } testimony ? [testimony.Where ?? "", testimony.When ?? "", testimony.Safety ?? "", testimony.Account]
        : [];
}
