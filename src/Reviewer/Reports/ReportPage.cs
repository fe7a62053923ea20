using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// A report as one page of HTML in one language, written from top to bottom: no script, no request, nothing of a case's files in it. What may endanger
/// somebody stands first.
/// </summary>
internal sealed class ReportPage(TextWriter to, Words words, Report report)
{
    private readonly Html _html = new(to);

    public void Write()
    {
        var sheet = StyleSheet.In(words);
        _html.Doctype().Open("html", ("lang", words.Language), ("dir", words.Direction)).Open("head").Line()
            .Empty("meta", ("charset", "utf-8"))
            .Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", StyleSheet.Policy(sheet)))
            .Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1")).Line()
            .Element("title", words.Title).Line().Style(sheet).Line().Close().Open("body").Open("main").Line();
        WriteWarning();
        _html.Element("h1", words.Title).Line();
        WriteBasis();
        new CountSection(_html, words, report.Cases).Write();
        new TimelineSection(_html, words, report).Write();
        WriteContents();
        WriteFailed();
        WriteUnreadable();
        _html.Element("h2", words.Cases, ("class", "page")).Line().Element("p", words.CiphertextsWhy, ("class", "note")).Line();
        var section = new CaseSection(_html, words);
        foreach (var one in report.Cases) section.Write(one);
        _html.Element("p", words.End, ("class", "end")).Line().Close().Close().Close().Line();
    }

    private void WriteWarning()
    {
        var withheld = report.Cases.Count(one => one.Consent?.Publication is false);
        var open = report.Cases.Count(one => one.Consent?.Publication is null);
        _html.Open("div", ("class", "warning")).Open("p").Element("strong", words.NotEncrypted).Close().Element("p", words.NotEncryptedWhy).Line()
            .Element("p", Words.Tell(words.WithheldCases, words.Number(withheld), words.Number(open))).Element("p", words.WithheldWhy).Close().Line();
    }

    private void WriteBasis()
    {
        _html.Element("h2", words.Basis).Line().Element("p", words.BasisWhy, ("class", "note")).Open("dl").Line();
        Row(words.CasesHere).Text(words.Number(report.Cases.Count)).Close().Line();
        Row(words.CasesInAll).Text(words.Number(report.CasesInAll)).Close().Line();
        if (report.Ledger is { } ledger)
        {
            Row(words.Ledger).Code(Groups.Of($"{ledger.Id}")).Close().Line();
            Row(words.LedgerLine).Text(words.Number(ledger.Head.Number)).Close().Line();
            Row(words.LedgerHead).Code(Groups.Of($"{ledger.Head.Head}")).Close().Line();
        }
        else
        {
            Row(words.Ledger).Text(words.LedgerUnknown).Close().Line();
        }

        Row(words.Program).Code($"securedrop-reviewer {typeof(ReportPage).Assembly.GetName().Version?.ToString(3)}").Close().Line();
        _html.Close().Line();
    }

    private void WriteContents()
    {
        var section = new CaseSection(_html, words);
        _html.Element("h2", words.Contents, ("class", "page")).Line().Open("ol", ("class", "plain contents")).Line();
        foreach (var one in report.Cases)
        {
            _html.Open("li").Open("a", ("href", $"#{CaseSection.Anchor(one)}")).Code(one.Name).Close().Text(" ")
                .Text(one.Incident is { } time ? $"{words.TimeOf(time)} " : "");
            if (one.Where is { } where) _html.Theirs(where).Text(" ");
            section.WriteMarks(one);
            _html.Close().Line();
        }

        _html.Close().Line();
    }

    private void WriteFailed()
    {
        if (report.Failed.Count == 0) return;
        _html.Element("h2", words.Failed).Line().Element("p", words.FailedWhy, ("class", "note")).Open("table").Open("thead").Open("tr");
        foreach (var head in (string[])[words.Reason, words.Entries]) _html.Element("th", head, ("scope", "col"));
        _html.Close().Close().Open("tbody").Line();
        foreach (var reason in report.Failed.GroupBy(entry => entry.Reason ?? FailureReason.NotOpenPgp).OrderBy(group => group.Key))
        {
            _html.Open("tr").Open("td").Text($"{words.Reasons[reason.Key]} ").Code(reason.Key.Word()).Close()
                .Open("td").Code(Ranges.Of(reason.Select(entry => entry.Entry))).Close().Close().Line();
        }

        _html.Close().Close().Line();
    }

    private void WriteUnreadable()
    {
        if (report.Damaged.Count == 0) return;
        _html.Element("h2", words.Unreadable).Open("ul").Line();
        foreach (var one in report.Damaged) _html.Open("li").Theirs(one).Close().Line();
        _html.Close().Line();
    }

    private Html Row(string name) => _html.Element("dt", name).Open("dd");
}
