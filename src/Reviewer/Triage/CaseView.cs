using System.Globalization;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;

namespace SecureDrop.Reviewer.Triage;

/// <summary>All of a case for a person at a terminal: wishes about safety first, then consent, then what it is and what is missing, the account, the files. Nothing is opened.</summary>
internal sealed class CaseView(Sheet sheet, CaseFacts facts)
{
    private static readonly Dictionary<string, string> Languages = new()
    {
        ["ar"] = "Arabic",
        ["ckb"] = "Sorani Kurdish",
        ["ku"] = "Kurdish",
        ["kmr"] = "Kurmanji Kurdish",
        ["fa"] = "Persian",
        ["tr"] = "Turkish",
        ["en"] = "English",
        ["fr"] = "French",
    };

    public void Write()
    {
        if (facts.Record.Canary is { } canary)
            sheet.Ours("canary", $"an operator signed it on {canary.Day:yyyy-MM-dd}: no testimony. Acknowledge it as any other; it proves that the way is open, not that nothing is kept back");
        foreach (var version in facts.Record.Versions)
        {
            if (facts.Record.InConflict)
                sheet.Line($"\nversion {version.Number} of {facts.Record.Versions.Count}, {(version.Folder.Length == 0 ? "in the case's folder" : $"in {version.Folder}/")}: they contradict each other, and all are kept");
            Write(version);
        }
    }

    private void Write(CaseVersion version)
    {
        var testimony = CaseText.Testimony(facts.Folder, version);
        if (testimony?.Safety is { } safety)
        {
            sheet.Line("\nsafety wishes, before anything else:");
            sheet.Block(safety);
            sheet.Line();
        }

        if (testimony is not null) sheet.Ours("consent", Consent(testimony.Consent));
        if (testimony?.When is { } when)
        {
            sheet.Theirs("when", when);
            if (IncidentTime.TryRead(when, out var read) && $"{read}" != when) sheet.Ours("", $"read as {read}");
        }

        if (testimony?.Where is { } where) sheet.Theirs("where", where);
        if (version.Language is { } language) sheet.Theirs("language", language + (Languages.TryGetValue(language.Split('-')[0].ToLowerInvariant(), out var name) ? $" ({name})" : ""));
        if (version.Number == 1 && facts.Arrivals.Count > 0) sheet.Ours("came", Arrivals());
        if (version.Missing.Count > 0) sheet.Ours("missing", $"parts {Ranges.Of(version.Missing.Select(range => (range.First, range.Last)))} of {version.Count}");
        if (version.Fault is { } fault) sheet.Theirs("refused", $"{fault.Word()} (", (version.FaultDetail ?? "") + ")");
        if (version.Fault == FailureReason.FormatNewer) sheet.Ours("newer", CaseText.UntilNewer);
        if (version.Flags.Contains("account-differs")) sheet.Ours("differs", "message.txt is not the account of testimony.json, which follows");
        if (version.HasAccount && testimony is null) sheet.Ours("damaged", "testimony.json is lost or altered on this disk: open its bundle again");
        sheet.Line();
        if (CaseText.Account(facts.Folder, facts.Record, version) is { } account)
        {
            sheet.Block(account);
            sheet.Line();
        }
        else if (testimony is null && facts.Record.Testimony is not null) sheet.Line("no account can be read yet\n");

        for (var at = 0; at < version.Files.Count; at++) Write(version.Files[at], Hash(version, testimony, at));
    }

    /// <summary>What this program says comes first, so that no name can say it.</summary>
    private void Write(CaseFile file, string? hash)
    {
        var state = file.Disk is null ? "missing" : file.Intact ? "intact" : "hash-mismatch";
        var flags = file.Flags.Count == 0 ? "" : $"[{string.Join(", ", file.Flags)}]  ";
        sheet.Name("file", string.Create(CultureInfo.InvariantCulture, $"{state}  {file.Size} octets  {flags}"), file.Name);
        if (file.Disk is { } disk && disk != file.Name) sheet.Name("", "on disk  ", $"files/{disk}");
        if (hash is not null) sheet.Ours("", $"sha256  {hash}");
    }

    /// <summary>As the testimony says it; of a letter, that of what was sealed.</summary>
    private string? Hash(CaseVersion version, Testimony? testimony, int at) =>
        facts.Record.Testimony is null ? facts.Record.Parts.FirstOrDefault(part => part.Version == version.Number)?.Content
        : testimony?.Files.ElementAtOrDefault(at) is { } listed && listed.Name == version.Files[at].Name ? listed.Sha256.ToString() : null;

    private string Arrivals() => string.Join("; ", facts.Arrivals.GroupBy(arrival => (arrival.Day, arrival.Bundle, arrival.Ledger)).Select(group =>
        string.Create(CultureInfo.InvariantCulture, $"{group.Key.Day:yyyy-MM-dd}")
        + (group.Key.Bundle is { } bundle ? $" in bundle {bundle}" : "")
        + $", {(group.Count() == 1 ? "entry" : "entries")} {Ranges.Of(group.Select(arrival => arrival.Entry))}"));

    private static string Consent(Consent? consent) =>
        consent is null ? "nothing said: ask before any use" : $"court {Word(consent.Court)}, archive {Word(consent.Archive)}, publication {Word(consent.Publication)}";

    private static string Word(bool? answer) => answer switch { true => "yes", false => "NO", null => "not answered" };
}
