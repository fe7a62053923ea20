using System.Text;
using System.Text.Json;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests.Triage;

public sealed class ListTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void What_nobody_has_looked_at_stands_first_and_what_has_grown_next()
    {
        var parts = Desk.Parts(9, new Account("long"), ("photo.jpg", Testimonies.Random(60_000)));
        var old = _desk.Open(parts[0]);
        var seen = _desk.Take(new Account("seen"));
        foreach (var name in (string[])[old, seen]) _desk.Run("show", name);
        var fresh = _desk.Take(new Account("fresh"));
        Assert.Equal(old, _desk.Open(parts[1..]));

        Assert.Equal([fresh, old, seen], _desk.Listed());
        Assert.Equal([fresh, old], _desk.Listed("--new"));
        var lines = _desk.Run("list").Split('\n');
        Assert.StartsWith($"new  {fresh}  2026-11-24  ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"more {old}  ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith($"     {seen}  ", lines[3], StringComparison.Ordinal);
        Assert.Equal("3 cases, 1 new, 1 with more since", lines[4]);
        Assert.Equal([seen, old, fresh], _desk.Listed("--reverse"));
        Assert.Equal([fresh], _desk.Listed("--top", "1"));
        _desk.Run("show", old);
        Assert.Equal([fresh], _desk.Listed("--new"));
    }

    [Fact]
    public void Each_filter_leaves_out_what_does_not_hold()
    {
        var first = _desk.Take(new Account("a", "ar-SY", "١٧ آذار ٢٠٢٤", "حلب، حيّ الميدان", null, "لا تذكروا الحي"), ("صورة.jpg", [1]));
        var second = _desk.Take(new Account("b", "ckb", "2023", "هەولێر"), ("a.mp4", [1]), ("tool.exe", [1]));
        var letter = _desk.Open(Crafted.Message(Crafted.Literal("plain words"u8.ToArray())));
        var torn = _desk.Open(Desk.Parts(50, new Account("torn"), ("photo.jpg", Testimonies.Random(40_000)))[0]);

        Assert.Equal([first], _desk.Listed("--language", "ar"));
        Assert.Equal([first], _desk.Listed("--place", "الميدان حلب"));
        Assert.Equal([second], _desk.Listed("--place", "ھەولیر"));
        Assert.Equal([first], _desk.Listed("--flag", "wishes"));
        Assert.Equal([second], _desk.Listed("--flag", "[program]"));
        Assert.Equal([second], _desk.Listed("--file-kind", "video"));
        Assert.Equal([letter], _desk.Listed("--kind", "letter"));
        Assert.Equal([torn], _desk.Listed("--state", "incomplete"));
        Assert.Equal([first], _desk.Listed("--when", "2024"));
        Assert.Equal([second], _desk.Listed("--when", "2023-07"));
        Assert.Equal([], _desk.Listed("--when", "2024-04"));
        Assert.Equal(4, _desk.Listed("--since", "2026-11-24", "--until", "2026-11-24").Length);
        Assert.Equal([], _desk.Listed("--since", "2026-11-25"));
        Assert.Equal([], _desk.Listed("--until", "2026-11-23"));
        Assert.Equal([], _desk.Listed("--language", "ckb", "--kind", "letter"));
        Assert.Equal([second, first], _desk.Listed("--sort", "when")[..2]);
        Assert.Equal(torn, _desk.Listed("--sort", "size")[0]);
        Assert.Equal(second, _desk.Listed("--sort", "files")[0]);
        Assert.Equal(2, _desk.Machine.Run("list", "--state", "lost").ExitCode);
        Assert.Equal(2, _desk.Machine.Run("list", "--when", "yesterday").ExitCode);
        Assert.Equal(2, _desk.Machine.Run("list", "--csv", "--json").ExitCode);
        Assert.Contains("\n0 of 4 cases\n", "\n" + _desk.Run("list", "--since", "2026-11-25"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_finds_every_spelling_in_all_that_a_source_wrote_and_all_its_words_must_be_there()
    {
        var first = _desk.Take(new Account("رأيتُ السيّارةَ عند الجسر في ١٧ آذار", "ar", "بعد العيد", "إدلب", null, "لا تذكروا مصطفى"), ("شهادة.pdf", [1]));
        var second = _desk.Take(new Account("Elle a vu Émile près de l'école", "fr"));
        var letter = _desk.Open(Crafted.Message(Crafted.Literal("They came from the BRIDGE at night"u8.ToArray())));

        Assert.All(["السياره", "رايت الجسر", "17 اذار", "ادلب", "مصطفي", "شهاده", "العيد جسر"], words => Assert.Equal([first], _desk.Listed("--search", words)));
        Assert.All(["ecole", "EMILE lecole", "émile"], words => Assert.Equal([second], _desk.Listed("--search", words)));
        Assert.Equal([letter], _desk.Listed("--search", "bridge night"));
        Assert.All(["bridge school", "السيارة Émile", "", " ", "\u0640"], words => Assert.Empty(_desk.Listed("--search", words)));
        Assert.Empty(_desk.Listed("--search", "ecole", "--language", "ar"));
    }

    [Fact]
    public void A_search_in_notes_asks_for_the_passphrase_and_one_without_them_does_not()
    {
        var name = _desk.Take(new Account("words"));
        _desk.Run("note", name, "--text", "ask about the green door");
        Assert.Empty(_desk.Listed("--search", "green door"));
        Assert.Equal([name], _desk.Listed("--search", "green words", "--in-notes", "--passphrase-file", _desk.Passphrase));
        Assert.Equal(2, _desk.Machine.Run("list", "--in-notes").ExitCode);
        File.WriteAllText(_desk.Machine.Path("wrong"), "wrong\n");
        var locked = _desk.Machine.Run("list", "--search", "green", "--in-notes", "--passphrase-file", _desk.Machine.Path("wrong"));
        Assert.Equal((1, ""), (locked.ExitCode, locked.Output));
    }

    [Fact]
    public void The_columns_hold_no_words_of_a_source_and_what_she_wrote_stands_last_and_isolated()
    {
        _desk.Take(new Account("a", "ar", "بعد العيد", "حلب 12 شارع 5"), ("a.exe", [1]));
        var line = _desk.Run("list").Split('\n')[1];
        Assert.Equal(78, line.IndexOf("  [program]", StringComparison.Ordinal));
        Assert.EndsWith("  [program]  when: \u2067بعد العيد\u2069  where: \u2067حلب 12 شارع 5\u2069", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line[..78], letter => letter > '\u007e');
    }

    [Fact]
    public void A_narrow_terminal_gets_lines_that_fit_it()
    {
        var name = _desk.Take(new Account("a", "ar", "بعد العيد", new string('ح', 200)), ("a.exe", [1]), ("b.zip", [1]));
        using var home = Reviewer.Home.HomeFolder.ForReading(_desk.Machine.Home);
        var output = new StringWriter();
        new Reviewer.Triage.CaseTable(output, 80).Write(Reviewer.Triage.CaseReading.One(home, name).Cases);
        var lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.All(lines, one => Assert.InRange(Reviewer.Triage.TerminalText.Columns(one), 1, 80));
        Assert.All(lines[2..], one => Assert.StartsWith("       ", one, StringComparison.Ordinal));
    }

    [Fact]
    public void Csv_is_read_back_field_by_field_and_no_field_is_a_formula()
    {
        string[] places = ["=1+1", "+2", "-3", "@SUM(1)", "\t=1", "\r=1", " =1", "a\";=1", "a,-1", "say \"yes\"", "حلب، 5", "＝1", "plain - words"];
        foreach (var place in places) _desk.Take(new Account("a", "ar", null, place, new Consent(true, null, false)));
        var text = _desk.Machine.Run("list", "--csv").Output;
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        var rows = Csv(text);
        Assert.All(rows, row => Assert.Equal(rows[0].Count, row.Count));
        var where = rows[0].IndexOf("where");
        Assert.Equal(["yes", "", "no"], rows[1][rows[0].IndexOf("court")..]);
        var cells = rows.Skip(1).Select(row => row[where]).ToList();
        Assert.All(cells, cell => Assert.DoesNotMatch("(^|[,;\"'\t])\\s*[=+\\-@\uFF1D]", cell.Replace("'=", "", StringComparison.Ordinal).Replace("'+", "", StringComparison.Ordinal)
            .Replace("'-", "", StringComparison.Ordinal).Replace("'@", "", StringComparison.Ordinal).Replace("'\uFF1D", "", StringComparison.Ordinal)));
        Assert.Contains("'=1+1", cells);
        Assert.Contains("say \"yes\"", cells);
        Assert.Contains("حلب، 5", cells);
        Assert.Contains("plain - words", cells);
        Assert.Contains("\\u{9}=1", cells);
    }

    [Fact]
    public void A_damaged_case_or_ledger_is_named_and_the_others_are_listed()
    {
        var good = _desk.Take(new Account("good"));
        var bad = _desk.Take(new Account("bad"));
        File.WriteAllText(Path.Combine(_desk.Folder(bad), "case.json"), "{\"name\":");
        var listed = _desk.Machine.Run("list");
        Assert.Equal(3, listed.ExitCode);
        Assert.Contains(good, listed.Output, StringComparison.Ordinal);
        Assert.Contains($"case {bad} cannot be read", listed.Error, StringComparison.Ordinal);
        Assert.Equal(3, _desk.Machine.Run("show", bad).ExitCode);
        Assert.Equal(0, _desk.Machine.Run("show", good).ExitCode);

        // What could only come of another hand than ours, and leads out of the case or breaks a reader.
        foreach (var record in (string[])[
            "null", "[]", $$"""{"name":"{{good}}","parts":[],"versions":[]}""", $$"""{"name":"{{bad}}","parts":[],"versions":[]}""",
            $$"""{"name":"{{bad}}","parts":[null],"versions":[null]}""",
            $$"""{"name":"{{bad}}","parts":[{"version":1,"number":1,"content":"","octets":1,"ciphertext":"x","sealed":""}],"versions":[{"number":1,"count":1,"files":[{"name":"a","disk":"../../keyring.asc","size":1,"intact":true,"flags":[]}]}]}""",
            $$"""{"name":"{{bad}}","parts":[{"version":1,"number":1,"content":"","octets":1,"ciphertext":"x","sealed":""}],"versions":[{"number":1,"count":1,"files":null}]}""",
            $$"""{"name":"{{bad}}","parts":[{"version":1,"number":1,"content":"","octets":1,"ciphertext":"x","sealed":""}],"versions":[{"number":1,"count":1,"files":[{"name":null,"size":1,"intact":true,"flags":null}]}]}"""])
        {
            File.WriteAllText(Path.Combine(_desk.Folder(bad), "case.json"), record);
            Assert.Equal(3, _desk.Machine.Run("list").ExitCode);
            Assert.Equal(3, _desk.Machine.Run("show", bad).ExitCode);
        }

        File.AppendAllText(Path.Combine(_desk.Machine.Home, "ledger.txt"), "x");
        listed = _desk.Machine.Run("list");
        Assert.Equal(3, listed.ExitCode);
        Assert.Contains("ledger.txt is damaged", listed.Error, StringComparison.Ordinal);
        Assert.Contains($"{good}  -           ", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_what_the_columns_say()
    {
        _desk.Take(new Account("four", "ar", "17 March 2024", "حلب", new Consent(true), "care"), ("a.txt", [1, 2]));
        var one = JsonDocument.Parse(_desk.Run("list", "--json")).RootElement.GetProperty("cases")[0];
        Assert.Equal(("new", "2026-11-24", 1, "17 March 2024", "2024-03-17", "حلب", 6, 0, true), (
            one.GetProperty("seen").GetString(), one.GetProperty("day").GetString(), one.GetProperty("bundle").GetInt32(), one.GetProperty("when").GetString(), one.GetProperty("incident").GetString(),
            one.GetProperty("where").GetString(), one.GetProperty("octets").GetInt64(), one.GetProperty("notes").GetInt32(), one.GetProperty("consent").GetProperty("court").GetBoolean()));
    }

    [Fact]
    public void A_case_that_a_ledger_left_behind_brought_keeps_its_day()
    {
        var old = _desk.Take(new Account("old"));
        var other = new Gateway(9);
        other.Store(Testimonies.Seal(99, "new"));
        var opened = _desk.Machine.Open(other.Export(), "--new-ledger", $"{other.Id}");
        Assert.True(opened.ExitCode == 0, opened.All);
        Assert.Equal(2, _desk.Listed().Length);
        Assert.Contains($"{old}  2026-11-24", _desk.Run("list"), StringComparison.Ordinal);
    }

    /// <summary>RFC 4180, read by another hand.</summary>
    private static List<List<string>> Csv(string text)
    {
        var (rows, row, field, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            if (quoted && text[at] == '"' && at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
            else if (text[at] == '"') quoted = !quoted;
            else if (!quoted && text[at] is ',' or '\r')
            {
                row.Add(field.ToString());
                field.Clear();
                if (text[at] != '\r') continue;
                rows.Add(row);
                row = [];
                at++;
            }
            else field.Append(text[at]);
        }

        return rows;
    }
}
