using System.CommandLine;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests;

/// <summary>A disk that loses or turns octets, and runs that are cut short: nothing is called opened that is not here, and what comes again mends it.</summary>
public sealed class DamagedHomeTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();
    private readonly byte[][] _parts = Testimonies.Seal(1, "account", files: [("a.txt", [1, 2, 3]), ("photo.jpg", Testimonies.Random(60_000))]);

    private string _warning = "";

    public void Dispose() => _machine.Dispose();

    private string Case(string path) => Path.Combine(_machine.CaseFolder(), path);

    [Fact]
    public void A_damaged_ciphertext_takes_no_plaintext_with_it_and_is_mended_by_an_export_from_the_first_entry()
    {
        _gateway.Store(_parts[..^1]);
        Open();
        var read = File.ReadAllBytes(Case("message.txt"));
        Flip(Case("ciphertext/00001.pgp"));
        _gateway.Store(_parts[^1]);
        Open();
        Assert.Equal(read, File.ReadAllBytes(Case("message.txt")));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Case("files/a.txt")));
        Assert.Equal("1", _machine.Cases()[0].GetProperty("missing").GetString());
        Assert.Equal("1", NotOpened());

        var opened = _machine.Open(_gateway.Export(from: 1));

        Assert.Contains($"1 entry opened now, {_parts.Length - 1} before", opened.Output, StringComparison.Ordinal);
        Assert.Equal("complete", _machine.Cases()[0].GetProperty("state").GetString());
        Assert.Equal(_parts[0], File.ReadAllBytes(Case("ciphertext/00001.pgp")));
        Assert.Equal(60_000, new FileInfo(Case("files/photo.jpg")).Length);
        Assert.Equal("", NotOpened());
    }

    public static TheoryData<string, string> Losses => new()
    {
        { "ciphertext/00002.pgp", "1, 2" },
        { "case.json", "1, 2, 3, 4" },
        { "", "1, 2, 3, 4" },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void What_is_lost_is_not_acknowledged_as_opened_until_it_has_come_again(string lost, string named)
    {
        _gateway.Store(_parts);
        Open();
        Assert.Equal("", NotOpened());
        if (Directory.Exists(Case(lost))) Directory.Delete(Case(lost), recursive: true);
        else File.Delete(Case(lost));
        Assert.Equal(named, NotOpened());
        Assert.Contains("hint: ask the operator for: export --from 1", _warning, StringComparison.Ordinal);

        Assert.Equal(0, _machine.Open(_gateway.Export(from: 1)).ExitCode);

        Assert.Equal("", NotOpened());
        Assert.Equal(60_000, new FileInfo(Case("files/photo.jpg")).Length);
    }

    [Theory]
    [InlineData("message.txt")]
    [InlineData("files/photo.jpg")]
    public void Plaintext_that_is_lost_comes_back_with_its_bundle(string lost)
    {
        _gateway.Store(_parts);
        Open();
        File.Delete(Case(lost));
        Assert.Equal(0, _machine.Open(_gateway.Export(from: 1)).ExitCode);
        Assert.True(File.Exists(Case(lost)));
    }

    [Fact]
    public void A_damaged_record_is_put_aside_with_all_of_its_case_and_made_anew()
    {
        _gateway.Store(_parts);
        Open();
        var folder = _machine.CaseFolder();
        File.WriteAllText(Path.Combine(folder, "case.json"), "{");
        Assert.Equal(0, _machine.Open(_gateway.Export(from: 1)).ExitCode);
        Assert.Equal("", NotOpened());
        Assert.Equal(folder, _machine.CaseFolder());
        Assert.True(File.Exists(Path.Combine(folder + ".damaged", "message.txt")));
    }

    [Fact]
    public void A_record_that_names_no_part_any_more_is_put_aside_too()
    {
        _gateway.Store(Crafted.Message(Crafted.Literal("from a friend"u8.ToArray(), "letter.txt")));
        var stick = _machine.Stick(_gateway.Export());
        Assert.Equal(0, _machine.Open(stick).ExitCode);
        var record = Path.Combine(_machine.CaseFolder(), "case.json");
        File.WriteAllText(record, System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(record), "\"parts\":\\[.*?\\]", "\"parts\":[]"));
        Assert.Equal("1", NotOpened());
        Assert.Equal(0, _machine.Open(stick).ExitCode);
        Assert.Equal("", NotOpened());
    }

    [Fact]
    public void What_a_disk_says_of_a_name_made_for_a_terminal_reaches_it_escaped()
    {
        var home = Directory.CreateDirectory(_machine.Path("\u001b[2Jx")).FullName;
        File.WriteAllText(Path.Combine(home, "home.txt"), "SecureDrop.Net home 1\n");
        File.WriteAllText(Path.Combine(home, "keyring.pin"), "damaged");
        using var error = new StringWriter();
        Assert.Equal(3, Program.Run(["--home", home, "acknowledge", "--to", _machine.Path(".")], new InvocationConfiguration { Error = error }, TimeProvider.System));
        Assert.Contains("\\u{1B}[2Jx/keyring.pin is damaged", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.ToString());
    }

    [Fact]
    public void What_waited_for_its_secret_key_is_not_lost_by_a_run_that_is_cut_short()
    {
        _gateway.Store(Crafted.Message(Crafted.Literal([1, 2]), new(To: "reviewer-2", Label: "reviewer-2")));
        Open();
        File.WriteAllText(_machine.Path("second.asc"), Organisation.Reviewer2.Value);
        Assert.Equal(0, _machine.Run("init", "--secret-key", _machine.Path("second.asc")).ExitCode);
        _gateway.Store(Testimonies.Seal(2, "next")[0]);
        var stick = _machine.Stick(_gateway.Export());
        // Where the new state should be written, nothing can be.
        var state = Directory.CreateDirectory(Path.Combine(_machine.Home, "state.json.new"));
        Assert.Equal(3, _machine.Open(stick).ExitCode);
        Assert.Single(Directory.GetFiles(Path.Combine(_machine.Home, "failed")));
        state.Delete();

        Assert.Contains("2 entries opened, 0 failed", _machine.Open(stick).Output, StringComparison.Ordinal);

        Assert.Empty(Directory.GetFiles(Path.Combine(_machine.Home, "failed")));
        Assert.Equal("", NotOpened());
    }

    [Fact]
    public void A_damaged_secret_key_is_named_and_never_replaced_by_an_older_file()
    {
        var held = Directory.GetFiles(Path.Combine(_machine.Home, "secret-keys")).Single();
        Flip(held);
        var damaged = File.ReadAllBytes(held);
        var taken = _machine.Run("init", "--secret-key", _machine.Path("secret.asc"));
        Assert.Equal(3, taken.ExitCode);
        Assert.Contains($"{held} is damaged", taken.Error, StringComparison.Ordinal);
        Assert.Equal(damaged, File.ReadAllBytes(held));
        // The control: one that is not there loses nothing.
        File.Delete(held);
        Assert.Equal(0, _machine.Run("init", "--secret-key", _machine.Path("secret.asc")).ExitCode);
    }

    private void Open()
    {
        var opened = _machine.Open(_gateway.Export());
        Assert.True(opened.ExitCode == 0, opened.All);
    }

    /// <summary>Entries that the acknowledgement does not call opened.</summary>
    private string NotOpened()
    {
        var folder = Directory.CreateDirectory(_machine.Path("out")).FullName;
        var written = _machine.Run("acknowledge", "--to", folder, "--passphrase-file", _machine.Path("passphrase"));
        Assert.True(written.ExitCode == 0, written.All);
        Assert.True(SignedText.TryRead(File.ReadAllBytes(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Last()), out var signed, out _));
        Assert.True(Acknowledgement.TryRead(signed.Text.Span, out var read, out _));
        var not = read.Entries.Where(entry => entry.Outcome != Outcome.Opened).Select(entry => entry.Entry).ToList();
        _warning = written.Error;
        return string.Join(", ", not);
    }

    private static void Flip(string path)
    {
        var octets = File.ReadAllBytes(path);
        octets[octets.Length / 2] ^= 1;
        File.WriteAllBytes(path, octets);
    }
}
