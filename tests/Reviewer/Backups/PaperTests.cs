using SecureDrop.Reviewer.Backups;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Backups;

public sealed class PaperTests : IDisposable
{
    private readonly Machine _machine = new(isSetUp: false);

    public PaperTests()
    {
        var printed = _machine.Run("paper", "--root-key", Key("root.secret.asc"), "--to", _machine.Path("paper.txt"));
        Assert.True(printed.ExitCode == 0, printed.All);
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void What_was_printed_and_typed_gives_the_identical_files()
    {
        var paper = File.ReadAllText(_machine.Path("paper.txt"));
        Assert.Contains($"Fingerprint  {Organisation.Root.Grouped()}\n", paper, StringComparison.Ordinal);
        // As a tired person types it: small letters, digits for letters they look like, no blanks, no other line.
        var typed = Lines().Select(line => line[..4] + line[4..].ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal).Replace('o', '0').Replace('i', '1'));
        File.WriteAllLines(_machine.Path("typed.txt"), typed);

        foreach (var text in (string[])["paper.txt", "typed.txt"])
        {
            Assert.Equal(0, _machine.Run("paper", "--restore", _machine.Path(text), "--to", _machine.Path(text + ".s"), "--revocation", _machine.Path(text + ".r")).ExitCode);
            Assert.Equal(File.ReadAllBytes(Key("root.secret.asc")), File.ReadAllBytes(_machine.Path(text + ".s")));
            Assert.Equal(File.ReadAllBytes(Key("root.revocation.asc")), File.ReadAllBytes(_machine.Path(text + ".r")));
        }
        Assert.Equal(3, _machine.Run("paper", "--restore", _machine.Path("paper.txt"), "--to", _machine.Path("typed.txt.s")).ExitCode);
    }

    [Fact]
    public void A_mistyped_line_is_named()
    {
        Assert.Equal("mistyped or missing: line S03, S05", Broken(lines => (lines[2], lines[4]) = (Change(lines[2]), Swap(lines[4]))));
        Assert.Equal("mistyped or missing: line S04", Broken(lines => lines[3] = lines[3][..^5]));
        // From where one is left out, all numbers are wrong; the first tells where.
        Assert.StartsWith("mistyped or missing: line S05", Broken(lines => lines.RemoveAt(3)), StringComparison.Ordinal);
        var count = Lines().Count(line => line[0] == 'S');
        Assert.Equal($"mistyped or missing: line S{count:D2}", Broken(lines => lines.RemoveAt(count - 1)));
        Assert.False(File.Exists(_machine.Path("secret.out")));
        Assert.Equal(2, _machine.Run("paper", "--to", _machine.Path("x")).ExitCode);
        Assert.Equal(1, _machine.Run("paper", "--root-key", Key("root.public.asc"), "--revocation", Key("root.revocation.asc"), "--to", _machine.Path("x")).ExitCode);
    }

    [Fact]
    public void Octets_of_any_length_come_back()
    {
        foreach (var length in Enumerable.Range(1, 60).Append(PaperForm.MaximumOctets))
        {
            var octets = Testimonies.Random(length, seed: length);
            var lines = PaperForm.Write('S', octets).ToList();
            Assert.Equal(octets, PaperForm.Read('S', lines, out _));
            Assert.Null(PaperForm.Read('R', lines, out _));
            Assert.InRange(lines.Count, 1, 99);
        }
    }

    [NeedsFact("base32", "gpg")]
    public void Stock_programs_bring_it_back_too()
    {
        using var folder = new TempFolder();
        File.Copy(_machine.Path("paper.txt"), Path.Combine(folder.Path, "paper.txt"));
        var count = Lines().Count(line => line[0] == 'S');
        var stock = folder.Run($"grep -E '^S[0-9][0-9] ' paper.txt | sed 's/^....//; s/ ..$//' | tr -d ' \\n' | base32 -d | head -c $(sed -n 's/^Secret key, \\(.*\\) octets/\\1/p' paper.txt) | gpg --list-packets");
        Assert.Contains("secret key packet", stock, StringComparison.Ordinal);
        Assert.Contains($"keyid: {Organisation.Root.ToString()[24..]}", stock, StringComparison.Ordinal);
        Assert.InRange(count, 10, 40);
    }

    private string Broken(Action<List<string>> breaking)
    {
        var lines = Lines();
        breaking(lines);
        File.WriteAllLines(_machine.Path("typed.txt"), lines);
        var refused = _machine.Run("paper", "--restore", _machine.Path("typed.txt"), "--to", _machine.Path("secret.out"));
        Assert.Equal(1, refused.ExitCode);
        return refused.Error.Split('\n')[0];
    }

    private List<string> Lines() =>
        [.. File.ReadLines(_machine.Path("paper.txt")).Where(line => line.Length > 4 && line[0] is 'S' or 'R' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]))];

    private static string Change(string line) => line[..10] + (line[10] == 'A' ? 'B' : 'A') + line[11..];

    /// <summary>Two neighbours in the wrong order.</summary>
    private static string Swap(string line)
    {
        var at = Enumerable.Range(4, 20).First(at => line[at] != ' ' && line[at + 1] != ' ' && line[at] != line[at + 1]);
        return line[..at] + line[at + 1] + line[at] + line[(at + 2)..];
    }

    private static string Key(string name) => Path.Combine(Organisation.Keys, name);
}
