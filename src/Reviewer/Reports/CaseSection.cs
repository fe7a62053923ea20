using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Reports;

/// <summary>One case: what its source does not wish first, then what she tells, then what it came as. No attachment is opened or shown.</summary>
internal sealed class CaseSection(Html html, Words words)
{
    public static string Anchor(CaseFacts one) => $"c-{one.Name}";

    public void Write(CaseFacts one)
    {
        html.Open("article", ("id", Anchor(one))).Open("h3").Text($"{words.Case} ").Code(one.Name).Close().Line();
        if (Marks(one).Any())
        {
            html.Open("p", ("class", "marks"));
            WriteMarks(one);
            html.Close().Line();
        }

        foreach (var version in one.Record.Versions) WriteVersion(one, version, CaseText.Testimony(one.Folder, version));
        WriteCiphertexts(one);
        html.Close().Line();
    }

    /// <summary>What must not be overlooked, in boxes that stand out on paper too.</summary>
    public void WriteMarks(CaseFacts one)
    {
        foreach (var mark in Marks(one)) html.Element("span", mark, ("class", "mark")).Text(" ");
    }

    private IEnumerable<string> Marks(CaseFacts one)
    {
        if (one.Consent?.Publication is false) yield return words.NotToBePublished;
        if (one.Consent?.Court is false) yield return words.NotForCourt;
        if (one.Consent?.Archive is false) yield return words.NotToBeKept;
        if (one.HasWishes) yield return words.Wishes;
        if (one.State != "complete") yield return words.States[one.State];
    }

    private void WriteVersion(CaseFacts one, CaseVersion version, Testimony? testimony)
    {
        if (one.Record.InConflict)
            html.Element("h4", Words.Tell(words.Version, words.Number(version.Number), words.Number(one.Record.Versions.Count))).Line();
        html.Open("dl").Line();
        if (testimony?.Safety is { } safety) Row(words.Wishes, () => html.Open("div", ("class", "account"), ("dir", "auto")).Lines(safety).Close());
        if (one.Kind == "testimony")
        {
            var (court, archive, publication) = (testimony?.Consent?.Court, testimony?.Consent?.Archive, testimony?.Consent?.Publication);
            Row(words.AllowedByOne, () => html.Text(Words.Tell(words.AllowedHere, Answer(court), Answer(archive), Answer(publication))));
            Row(words.When, () => WriteWhen(testimony?.When));
            Row(words.Where, () => _ = testimony?.Where is { } where ? html.Theirs(where) : html.Text(words.NotSaid));
            Row(words.WrittenIn, () => html.Text(words.LanguageOf(version.Language)));
        }

        WriteState(one, version);
        html.Close().Line();
        WriteAccount(one, version, testimony);
        WriteFiles(one, version, testimony);
    }

    private void WriteWhen(string? when)
    {
        if (when is null) html.Text(words.NotSaid);
        else if (!IncidentTime.TryRead(when, out var time)) html.Theirs(when).Text($" ({words.NotReadAsDate})");
        else if (words.TimeOf(time) is var read && read == when) html.Theirs(when);
        else html.Theirs(when).Text($" ({Words.Tell(words.ReadAs, read)})");
    }

    private void WriteState(CaseFacts one, CaseVersion version)
    {
        Row(words.State, () => html.Text($"{words.States[one.State]}{(one.Kind == "letter" ? $"{words.Comma}{words.Letter}" : "")}"));
        if (version.Missing.Count > 0)
            Row(words.MissingParts, () => html.Code(Ranges.Of(version.Missing.Select(range => (range.First, range.Last)))).Text($" {Words.Tell(words.OfParts, words.Number(version.Count))}"));
        if (version.Fault is { } fault)
            Row(words.RefusedFor, () => html.Text($"{words.Reasons[fault]} ").Code($"{fault.Word()} {version.FaultDetail}".TrimEnd()));
        var flags = version.Flags.Concat(one.Flags.Where(flag => flag == FlagWords.Damaged)).Distinct().ToList();
        if (flags.Count > 0) Row(words.KnowBefore, () => html.Text(string.Join(words.Comma, flags.Select(words.FlagOf))));
    }

    private void WriteAccount(CaseFacts one, CaseVersion version, Testimony? testimony)
    {
        var account = testimony?.Account ?? CaseText.Account(one.Folder, one.Record, version);
        html.Element("h4", words.Account);
        if (account is null) html.Element("p", one.Kind == "letter" ? words.NoText : words.NoAccount);
        // The tag is the source's; only those that a reader's machine knows are handed on.
        else if (version.Language is { } language && words.Languages.ContainsKey(language)) html.Open("div", ("class", "account"), ("dir", "auto"), ("lang", language)).Lines(account.TrimEnd('\n')).Close();
        else html.Open("div", ("class", "account"), ("dir", "auto")).Lines(account.TrimEnd('\n')).Close();
        html.Line();
    }

    private void WriteFiles(CaseFacts one, CaseVersion version, Testimony? testimony)
    {
        if (version.Files.Count == 0) return;
        // A letter is its own file, and what came of it is what was hashed.
        var letter = one.Kind == "letter" ? one.Record.Parts.First(part => part.Version == version.Number).Content : null;
        var listed = testimony?.Files.ToDictionary(file => file.Name, file => $"{file.Sha256}") ?? [];
        html.Element("h4", words.Files).Open("ul", ("class", "plain")).Line();
        foreach (var file in version.Files)
        {
            var state = file.Disk is null ? words.FileMissing : letter is not null ? "" : file.Intact ? words.Intact : words.OtherHash;
            html.Open("li").TheirName(file.Name).Text($"{words.Comma}{words.Number(file.Size)} {words.Octets}");
            foreach (var told in file.Flags.Select(words.FlagOf).Prepend(state).Where(told => told.Length > 0)) html.Text(words.Comma).Text(told);
            html.Empty("br").Text("SHA-256 ").Code(letter ?? listed.GetValueOrDefault(file.Name, "?")).Close().Line();
        }

        html.Close().Line();
    }

    private void WriteCiphertexts(CaseFacts one)
    {
        html.Element("h4", words.Ciphertexts).Open("ul", ("class", "plain")).Line();
        var known = one.Arrivals.Select(arrival => $"{arrival.Sealed}").ToHashSet();
        var kept = one.Record.Parts.DistinctBy(part => part.Sealed).ToDictionary(part => part.Sealed);
        foreach (var arrival in one.Arrivals)
        {
            html.Open("li").Text(Words.Tell(words.Entry, words.Number(arrival.Entry)));
            if (arrival.Bundle is { } bundle) html.Text(words.Comma).Text(Words.Tell(words.OfBundle, words.Number(bundle)));
            html.Text(words.Comma).Text(words.DayOf(arrival.Day)).Text(words.Comma).Text(PartOf(one, kept.GetValueOrDefault($"{arrival.Sealed}")));
            html.Empty("br").Text("SHA-256 ").Code($"{arrival.Sealed}").Close().Line();
        }

        foreach (var part in one.Record.Parts.Where(part => !known.Contains(part.Sealed)))
            html.Open("li").Text($"{words.NoEntry}{words.Comma}{PartOf(one, part)}").Empty("br").Text("SHA-256 ").Code(part.Sealed).Close().Line();
        html.Close().Line();
    }

    private string PartOf(CaseFacts one, CasePart? part) =>
        part is null ? words.OtherCiphertext
        : Words.Tell(words.PartOf, words.Number(part.Number), words.Number(one.Record.Versions.First(version => version.Number == part.Version).Count))
            + (one.Record.InConflict ? $"{words.Comma}{Words.Tell(words.Version, words.Number(part.Version), words.Number(one.Record.Versions.Count))}" : "");

    private void Row(string name, Action value)
    {
        html.Element("dt", name).Open("dd");
        value();
        html.Close().Line();
    }

    private string Answer(bool? answer) => answer switch { true => words.Yes, false => words.No, null => words.LeftOpen };
}
