using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests.Triage;

public sealed class ShowTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Wishes_about_safety_come_before_anything_else_a_source_said()
    {
        var name = _desk.Take(
            new Account("the account", "ar", "١٧ آذار ٢٠٢٤", "حلب", new Consent(true, null, false), "do not name the street\nnor my brother"), ("صورة.jpg", [1, 2, 3]));
        Assert.Equal(
            $"""
            {name}  complete  1 of 1 parts, 1 file, ar
            folder    {_desk.Folder(name)}

            safety wishes, before anything else:
            │ do not name the street
            │ nor my brother

            consent   court yes, archive not answered, publication NO
            when      {"\u2067"}١٧ آذار ٢٠٢٤{"\u2069"}
                      read as 2024-03-17
            where     {"\u2067"}حلب{"\u2069"}
            language  ar (Arabic)
            came      2026-11-24 in bundle 1, entry 1

            │ the account

            file      intact  3 octets  {"\u2066"}صورة.jpg{"\u2069"}
                      sha256  039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81

            """, _desk.Run("show", name));
    }

    [Fact]
    public void Versions_that_contradict_each_other_are_shown_one_under_the_other_by_name()
    {
        _desk.Open(Desk.Parts(1, new Account("one story", Where: "Aleppo")));
        var name = _desk.Open(Desk.Parts(1, new Account("another story", Where: "Damascus")));
        var shown = _desk.Run("show", name).Split('\n').ToList();
        var (first, second) = (shown.FindIndex(line => line.StartsWith("version 1 of 2, in the case's folder", StringComparison.Ordinal)), shown.FindIndex(line => line.StartsWith("version 2 of 2, in conflict-2/", StringComparison.Ordinal)));
        Assert.InRange(first, 1, second);
        Assert.InRange(shown.IndexOf("│ one story"), first, second);
        Assert.InRange(shown.IndexOf("│ another story"), second, shown.Count);
        Assert.InRange(shown.IndexOf("where     Damascus"), second, shown.Count);
    }

    [Fact]
    public void What_is_missing_is_said_and_what_is_here_is_shown()
    {
        var parts = Desk.Parts(1, new Account("account"), ("a.txt", [1]), ("photo.jpg", Testimonies.Random(60_000)));
        var shown = _desk.Run("show", _desk.Open(parts[0]));
        Assert.Contains($"missing   parts 2-{parts.Length} of {parts.Length}\n", shown, StringComparison.Ordinal);
        Assert.Contains("│ account\n", shown, StringComparison.Ordinal);
        Assert.Contains("file      missing  60000 octets  photo.jpg\n", shown, StringComparison.Ordinal);
        Assert.Contains("no account can be read yet", _desk.Run("show", _desk.Open(Desk.Parts(2, new Account("b"), ("photo.jpg", Testimonies.Random(60_000)))[1])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_letter_that_is_plain_text_is_read_like_an_account_and_one_that_is_not_is_only_named()
    {
        var plain = _desk.Run("show", _desk.Open(Crafted.Message(Crafted.Literal("first line\r\n\u001b[2Jسطر ثانٍ\r\n"u8.ToArray()))));
        Assert.Contains("│ first line\n│ \u2066\\u{1B}[2Jسطر ثانٍ\u2069\n", plain, StringComparison.Ordinal);
        Assert.Contains("letter.txt\n          sha256  ", plain, StringComparison.Ordinal);
        foreach (var octets in (byte[][])[[0xff, 0xd8, 0xff], [65, 0, 66]])
            Assert.DoesNotContain("│", _desk.Run("show", _desk.Open(Crafted.Message(Crafted.Literal(octets)))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_start_of_a_name_is_enough_when_only_one_case_has_it()
    {
        string[] names = [.. Enumerable.Range(1, 20).Select(number => _desk.Take(new Account($"account {number}")))];
        var twins = names.GroupBy(name => name[0]).First(group => group.Count() > 1).ToArray();
        var start = new string([.. twins[0].TakeWhile((letter, at) => twins.Count(name => name[..(at + 1)] == twins[0][..(at + 1)]) > 1)]);
        var refused = _desk.Machine.Run("show", start);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(twins[0], refused.Error, StringComparison.Ordinal);
        var longer = twins[0].Replace("-", "", StringComparison.Ordinal)[..(start.Length + 1)].ToUpperInvariant();
        Assert.StartsWith(twins[0], _desk.Run("show", longer), StringComparison.Ordinal);
        foreach (var none in (string[])["", "-", "zz", "..", "../cases", "*", "\u001b[2J"])
        {
            var absent = _desk.Machine.Run("show", none);
            Assert.Equal((1, ""), (absent.ExitCode, absent.Output));
            Harmless.Check(absent.Error);
        }
    }

    [Fact]
    public void A_case_that_could_not_be_marked_as_seen_is_shown_and_stays_new()
    {
        var name = _desk.Take(new Account("account"));
        // Where the mark is written before it is put in its place, something is in the way.
        var inTheWay = Directory.CreateDirectory(Path.Combine(_desk.Folder(name), "seen.new"));
        var shown = _desk.Machine.Run("show", name);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("│ account\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("could not be marked as seen", shown.Error, StringComparison.Ordinal);
        Assert.Equal([name], _desk.Listed("--new"));
        inTheWay.Delete();
        // A mark cut short is none.
        File.WriteAllBytes(Path.Combine(_desk.Folder(name), "seen"), [1, 2]);
        Assert.Equal([name], _desk.Listed("--new"));
        _desk.Run("show", name);
        Assert.Empty(_desk.Listed("--new"));
    }

    [Fact]
    public void Plaintext_that_the_disk_has_altered_is_not_shown_as_the_sources()
    {
        var name = _desk.Take(new Account("account", Where: "Aleppo"));
        var path = Path.Combine(_desk.Folder(name), "testimony.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"where\":", "\"wherf\":", StringComparison.Ordinal));
        var shown = _desk.Run("show", name);
        Assert.Contains("damaged   testimony.json is lost or altered on this disk", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("│", shown, StringComparison.Ordinal);
        Assert.Contains("[damaged]", _desk.Run("list"), StringComparison.Ordinal);
    }
}
