using SecureDrop.Formats.Testimonies;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Triage;

public sealed class NoteTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly string _case;

    public NoteTests() => _case = _desk.Take(new Account("account"));

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void Notes_are_kept_one_after_the_other_and_shown_to_whoever_has_the_passphrase()
    {
        File.WriteAllText(_desk.Machine.Path("note.txt"), "الشاهد موثوق\nsecond line\n\n");
        _desk.Run("note", _case, "--text", "first");
        Assert.EndsWith("notes/note-0002.pgp", _desk.Run("note", _case[..4], "--file", _desk.Machine.Path("note.txt")).TrimEnd(), StringComparison.Ordinal);

        var without = _desk.Run("show", _case);
        Assert.Contains($"notes     2: securedrop-reviewer show {_case} --note\n", without, StringComparison.Ordinal);
        Assert.DoesNotContain("first", without, StringComparison.Ordinal);
        var with = _desk.Run("show", _case, "--note", "--passphrase-file", _desk.Passphrase);
        Assert.Contains("note-0001, 2026-11-25\n│ first\n", with, StringComparison.Ordinal);
        Assert.Contains("note-0002, 2026-11-25\n│ \u2067الشاهد موثوق\u2069\n│ second line\n", with, StringComparison.Ordinal);
        Assert.Contains("  2 notes", _desk.Run("list"), StringComparison.Ordinal);
        // Nothing of it lies on the disk in clear.
        foreach (var path in Directory.GetFiles(_desk.Machine.Home, "*", SearchOption.AllDirectories))
            Assert.True(File.ReadAllBytes(path).AsSpan().IndexOf("second line"u8) < 0, path);
    }

    [NeedsFact("gpg")] // that whoever wrote it can read it too, the test above shows
    public void A_note_opens_with_stock_gpg_for_another_reviewer()
    {
        var path = _desk.Run("note", _case, "--text", "for a court in ten years: شهادة").TrimEnd();
        using var folder = new TempFolder();
        folder.Write("secret.asc", System.Text.Encoding.ASCII.GetBytes(Organisation.Reviewer2.Value));
        var gpg = $"gpg --batch --no-options --disable-dirmngr --pinentry-mode loopback --passphrase-file '{_desk.Passphrase}'";
        folder.Run($"{gpg} --import secret.asc");
        Assert.Equal($"SecureDrop.Net note 1\ncase {_case}\nday 2026-11-25\n\nfor a court in ten years: شهادة\n", folder.Run($"{gpg} -d '{path}'"));
    }

    [Fact]
    public void A_note_of_another_case_an_altered_one_and_one_of_another_making_are_named_and_not_shown_as_its_own()
    {
        var other = _desk.Take(new Account("other"));
        _desk.Run("note", other, "--text", "about the other");
        _desk.Run("note", _case, "--text", "about this one");
        var folder = Path.Combine(_desk.Folder(_case), "notes");
        File.Copy(Path.Combine(_desk.Folder(other), "notes", "note-0001.pgp"), Path.Combine(folder, "note-0002.pgp"));
        var octets = File.ReadAllBytes(Path.Combine(folder, "note-0001.pgp"));
        octets[^30] ^= 1;
        File.WriteAllBytes(Path.Combine(folder, "note-0003.pgp"), octets);
        File.WriteAllBytes(Path.Combine(folder, "note-0004.pgp"), Organisation.Sealer.Seal("\u001b[2J"u8, "note.txt"));
        File.WriteAllBytes(Path.Combine(folder, "note-0005.pgp"), []);

        var shown = _desk.Run("show", _case, "--note", "--passphrase-file", _desk.Passphrase);

        Assert.Contains("│ about this one\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("about the other", shown, StringComparison.Ordinal);
        Assert.Contains("note-0002 does not open: it was written about another case", shown, StringComparison.Ordinal);
        Assert.Contains("note-0003 does not open: altered", shown, StringComparison.Ordinal);
        Assert.Contains("note-0004 does not open: it was written about another case", shown, StringComparison.Ordinal);
        Assert.Contains("note-0005 does not open: it is empty", shown, StringComparison.Ordinal);
        // The next goes behind the last, whatever that is.
        Assert.EndsWith("note-0006.pgp", _desk.Run("note", _case, "--text", "more").TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_that_is_none_is_refused_and_nothing_is_written()
    {
        File.WriteAllBytes(_desk.Machine.Path("binary"), [0xff, 0xfe]);
        File.WriteAllBytes(_desk.Machine.Path("long"), new byte[(1 << 20) + 1]);
        foreach (var (exit, words) in new (int, string[])[]
            {
                (2, [_case]), (2, [_case, "--text", "a", "--file", "b"]), (1, [_case, "--text", " \n "]), (3, [_case, "--file", _desk.Machine.Path("none")]),
                (1, [_case, "--file", _desk.Machine.Path("binary")]), (1, [_case, "--file", _desk.Machine.Path("long")]), (1, ["ffff-ffff", "--text", "a"]),
            })
            Assert.Equal(exit, _desk.Machine.Run(["note", .. words]).ExitCode);
        _desk.Machine.Time = new FixedTime(new DateTimeOffset(2101, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(1, _desk.Machine.Run("note", _case, "--text", "after the keyring's last day").ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_desk.Folder(_case), "notes")));
    }
}
