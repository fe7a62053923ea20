using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Reports;

/// <summary>How many cases there are of what: what their sources allow, kind, state, language, place.</summary>
internal sealed class CountSection(Html html, Words words, IReadOnlyList<CaseFacts> cases)
{
    /// <summary>Places that have a row of their own.</summary>
    private const int MostPlaces = 30;

    private readonly CountTable _tables = new(html, words);

    public void Write()
    {
        html.Element("h2", words.Counts).Line();
        WriteAllowed();
        html.Open("div", ("class", "counts")).Line();
        _tables.Write(words.ByKind, Rows(cases, one => one.Kind == "letter" ? words.Letter : words.Testimony));
        _tables.Write(words.ByState, Rows(cases, one => words.States[one.State]));
        _tables.Write(words.ByLanguage, Rows(cases, one => words.LanguageOf(one.Language)));
        _tables.Write(words.ByFile, Rows(cases.SelectMany(one => one.Files).Where(file => file.Disk is not null), words.FileKindOf));
        html.Close().Line();
        WritePlaces();
    }

    private static List<(string Name, bool IsTheirs, int Count)> Rows<T>(IEnumerable<T> counted, Func<T, string> of) =>
        [.. counted.GroupBy(of).Select(group => (group.Key, false, group.Count())).OrderByDescending(row => row.Item3).ThenBy(row => row.Key, StringComparer.Ordinal)];

    private void WriteAllowed()
    {
        html.Open("table").Element("caption", words.Allowed).Open("thead").Open("tr").Element("td", "");
        foreach (var head in (string[])[words.Yes, words.No, words.LeftOpen]) html.Element("th", head, ("scope", "col"));
        html.Close().Close().Open("tbody").Line();
        WriteAnswers(words.Court, one => one.Consent?.Court);
        WriteAnswers(words.Archive, one => one.Consent?.Archive);
        WriteAnswers(words.Publication, one => one.Consent?.Publication);
        html.Close().Close().Element("p", words.AllowedWhy, ("class", "note")).Line();
    }

    private void WriteAnswers(string use, Func<CaseFacts, bool?> answer)
    {
        html.Open("tr").Element("th", use, ("scope", "row"));
        foreach (var wanted in (bool?[])[true, false, null]) html.Element("td", words.Number(cases.Count(one => answer(one) == wanted)));
        html.Close().Line();
    }

    /// <summary>Places that differ only in spellings of letters are one, under the spelling that most sources chose.</summary>
    private void WritePlaces()
    {
        var places = cases.Select(one => one.Where).OfType<string>().GroupBy(where => Folded.Of(where).Trim()).Where(group => group.Key.Length > 0)
            .Select(group => (Name: group.GroupBy(name => name).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).First().Key, IsTheirs: true, Count: group.Count()))
            .OrderByDescending(place => place.Count).ThenBy(place => place.Name, StringComparer.Ordinal).ToList();
        var others = places.Skip(MostPlaces).ToList();
        var notSaid = cases.Count - places.Sum(place => place.Count);
        _tables.Write(
            words.ByPlace,
            [
                .. places.Take(MostPlaces),
                .. others.Count > 0 ? [(Words.Tell(words.OtherPlaces, words.Number(others.Count)), false, others.Sum(place => place.Count))] : Array.Empty<(string, bool, int)>(),
                .. notSaid > 0 ? [(words.NotSaid, false, notSaid)] : Array.Empty<(string, bool, int)>(),
            ]);
        html.Element("p", words.ByPlaceWhy, ("class", "note")).Line();
    }
}
