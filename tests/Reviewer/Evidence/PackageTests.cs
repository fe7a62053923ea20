using SecureDrop.Formats;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Evidence;

/// <summary>A bag holds what was asked for and nothing else, is whole or not there, and never vouches for what has changed.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly Gateway _gateway = new();
    private readonly string _stick;

    public PackageTests()
    {
        _gateway.Store(Testimonies.Seal(1, "the first account", files: ("photo.jpg", Testimonies.Random(3000))));
        _gateway.Store(Testimonies.Seal(2, "the second account"));
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        _stick = Directory.CreateDirectory(_machine.Path("medium")).FullName;
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void It_holds_the_case_named_and_no_word_or_key_of_another_and_no_note()
    {
        var (one, other) = (CaseOf("the first account"), CaseOf("the second account"));
        File.WriteAllText(Path.Combine(_machine.Home, "cases", one, "note.pgp"), "mine");
        File.WriteAllText(Path.Combine(_machine.Home, "cases", one, "files", "left-over"), "mine");

        var made = Package(one);

        Assert.True(made.ExitCode == 0, made.All);
        Assert.Contains("NOT be encrypted", made.Error, StringComparison.Ordinal);
        var bag = Bag();
        string[] files = [.. Directory.GetFiles(bag, "*", SearchOption.AllDirectories)];
        Assert.Equal(
            ["ciphertext/00001.pgp", "files/photo.jpg", "message.txt", "testimony.json"],
            files.Where(file => file.Contains($"/data/cases/{one}/", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(Path.Combine(bag, "data/cases", one), file)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains(other, StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("the second account", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal));
        Assert.DoesNotContain("- session-keys.txt:", File.ReadAllText(Path.Combine(bag, "README.txt")), StringComparison.Ordinal);
    }

    [NeedsFact("gpg", "tar", "sha256sum", "sha512sum")]
    public void Without_session_keys_the_expert_is_told_which_step_is_not_possible()
    {
        Assert.Equal(0, Package(CaseOf("the first account")).ExitCode);
        using var desk = new TempFolder();
        desk.Write("commands", System.Text.Encoding.UTF8.GetBytes(EvidenceBag.CommandsOf(Bag())));
        var said = desk.Run($"cd {Bag()} && TMPDIR={desk.Path} bash {desk.Path}/commands 2>&1");
        Assert.Contains("step 6 NOT POSSIBLE", said, StringComparison.Ordinal);
        foreach (var step in (int[])[1, 2, 3, 4, 5, 7]) Assert.Contains($"step {step} GOOD", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_custody_log_tells_of_it_before_and_after()
    {
        var one = CaseOf("the first account");
        Assert.Equal(0, Package(one, "--session-keys").ExitCode);
        var (inside, home) = (File.ReadAllLines(Path.Combine(Bag(), "data/custody/custody.txt")), File.ReadAllLines(Path.Combine(_machine.Home, "custody.txt")));
        Assert.EndsWith($"packaging {Organisation.Certificate("reviewer-1").Primary} cases 1 {one}", inside[^1], StringComparison.Ordinal);
        Assert.Equal(inside, home[..^1]);
        var tags = Sha256Hash.Of(File.ReadAllBytes(Path.Combine(Bag(), "tagmanifest-sha256.txt")));
        Assert.EndsWith($" cases 1 tag-manifest {tags} with session keys", home[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_custody_log_that_was_found_damaged_goes_with_it()
    {
        var log = Path.Combine(_machine.Home, "custody.txt");
        File.WriteAllText(log, File.ReadAllText(log).Replace(" opened ", " viewed ", StringComparison.Ordinal));
        var made = Package(CaseOf("the first account"));
        Assert.True(made.ExitCode == 0, made.All);
        Assert.Contains("the custody log is not as this program wrote it", made.Error, StringComparison.Ordinal);
        Assert.Contains(" viewed ", File.ReadAllText(Path.Combine(Bag(), "data/custody/custody-damaged")), StringComparison.Ordinal);
        Assert.Contains("after a damaged log", File.ReadAllText(Path.Combine(Bag(), "data/custody/custody.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message.txt", "is not what it was when it was opened")]
    [InlineData("files/photo.jpg", "is not what it was when it was opened")]
    [InlineData("ciphertext/00001.pgp", "is not what it was when it was opened")]
    [InlineData("ciphertext/00001.pgp", "is lost")]
    public void What_was_changed_or_lost_since_it_was_opened_is_not_vouched_for(string name, string told)
    {
        var one = CaseOf("the first account");
        var path = Path.Combine(_machine.Home, "cases", one, name);
        if (told == "is lost") File.Delete(path);
        else File.WriteAllBytes(path, [.. File.ReadAllBytes(path)[..^1], 7]);
        var made = Package(one);
        Assert.Equal(1, made.ExitCode);
        Assert.Contains($"{path} {told}", made.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_stick));
    }

    [Fact]
    public void Words_that_make_no_sense_and_a_name_that_is_taken_write_nothing()
    {
        var one = CaseOf("the first account");
        Assert.Equal(2, Package().ExitCode);
        Assert.Equal(2, Package(one, "--all").ExitCode);
        Assert.Contains("there is no case 0000-0000", Package("0000-0000").Error, StringComparison.Ordinal);
        Assert.Contains("there is no case ../x", Package("../x").Error, StringComparison.Ordinal);
        Assert.Equal(3, _machine.Run("package", one, "--to", _machine.Path("no-stick")).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(_stick));
        Assert.Equal(0, Package(one).ExitCode);
        var again = Package(one);
        Assert.Equal(3, again.ExitCode);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_who_says_no_to_a_court_is_heard()
    {
        Assert.True(TestimonyArchive.TryPlan(new Account("not for a court", Consent: new Consent(Court: false)), [], null, out var archive, out _));
        _gateway.Store(Testimonies.Seal(6, archive));
        Assert.Equal(0, _machine.Open(_gateway.Export()).ExitCode);
        var unwilling = CaseOf("not for a court");

        var refused = Package("--all");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"the source says no to a use in court: {unwilling}\n", refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_stick));
        var silent = Package(CaseOf("the first account"));
        Assert.Equal(0, silent.ExitCode);
        Assert.Contains("The source does not say whether a court may use it", silent.Error, StringComparison.Ordinal);
        var despite = Package(unwilling, "--despite-consent");
        Assert.Equal(0, despite.ExitCode);
        Assert.Contains($"warning: the source says NO to a use in court: {unwilling}", despite.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_run_cut_short_has_left_is_not_called_a_bag_and_gives_way()
    {
        var one = CaseOf("the first account");
        var left = Directory.CreateDirectory(Path.Combine(_stick, $"evidence-2026-11-25-{one}.partial"));
        File.WriteAllText(Path.Combine(left.FullName, "left"), "half");
        Assert.Equal(0, Package(one).ExitCode);
        Assert.Equal([$"evidence-2026-11-25-{one}"], Directory.GetFileSystemEntries(_stick).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_case_of_a_ledger_that_was_left_behind_still_has_its_chain()
    {
        var one = CaseOf("the first account");
        var next = new Gateway(id: 9);
        next.Store(Testimonies.Seal(5, "of the new ledger"));
        Assert.Equal(0, _machine.Open(next.Export(), "--new-ledger", $"{next.Id}").ExitCode);
        var made = Package(one);
        Assert.True(made.ExitCode == 0, made.All);
        Assert.Equal([$"{_gateway.Id}.txt"], Directory.GetFiles(Path.Combine(Bag(), "data/ledgers")).Select(path => Path.GetFileName(path)));
    }

    [NeedsFact("gpg", "tar")]
    public void Sealed_to_a_court_it_is_one_message_that_gpg_opens_and_no_plaintext_touches_the_medium()
    {
        using var court = new TempFolder();
        court.Run("gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-gen-key court ed25519 default never 2>/dev/null; gpg --batch --quiet --pinentry-mode loopback --passphrase '' --quick-add-key $(gpg --list-keys --with-colons | sed -n 's/^fpr:*\\([0-9A-F]*\\):$/\\1/p' | head -1) rsa2048 encrypt never && gpg --armor --export court > court.asc");
        var one = CaseOf("the first account");

        var made = Package(one, "--seal-to", Path.Combine(court.Path, "court.asc"));

        Assert.True(made.ExitCode == 0, made.All);
        Assert.Contains("compare each fingerprint with its owner", made.Error, StringComparison.Ordinal);
        var file = Directory.GetFileSystemEntries(_stick).Single();
        Assert.EndsWith(".tar.pgp", file, StringComparison.Ordinal);
        Assert.Equal("the first account", court.Run($"gpg --batch --quiet --pinentry-mode loopback --passphrase '' -d {file} 2>/dev/null | tar x && cat evidence-*/data/cases/{one}/message.txt"));
        Assert.Equal(0, _machine.Run("verify", Directory.GetDirectories(court.Path, "evidence-*").Single()).ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_machine.Home, "work")));

        // Control: a certificate that nobody can be sealed to.
        Assert.Equal(1, Package(CaseOf("the second account"), "--seal-to", Path.Combine(Organisation.Keys, "operator.public.asc")).ExitCode);
        Assert.Equal(1, Package(CaseOf("the second account"), "--seal-to", Path.Combine(Organisation.Keys, "passphrase.txt")).ExitCode);
    }

    [RootFact]
    public void A_full_medium_is_named_and_nothing_of_the_bag_stays_on_it()
    {
        foreach (var size in (string[])["32k", "96k"])
        {
            using var medium = new SmallMedium(_machine.Path("small"), size);
            var made = _machine.Run("package", "--all", "--to", medium.Path, "--passphrase-file", _machine.Path("passphrase"));
            Assert.Equal(3, made.ExitCode);
            Assert.Contains(medium.Path, made.Error, StringComparison.Ordinal);
            Assert.Contains(size == "32k" ? "take a larger medium" : "the space on it", made.Error, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFileSystemEntries(medium.Path));
        }
    }

    private Machine.Answer Package(params string[] words) => _machine.Run(["package", .. words, "--to", _stick, "--passphrase-file", _machine.Path("passphrase")]);

    private string Bag() => Directory.GetDirectories(_stick, "evidence-*").Single();

    private string CaseOf(string account) => Path.GetFileName(Directory.GetDirectories(Path.Combine(_machine.Home, "cases"))
        .Single(folder => File.ReadAllText(Path.Combine(folder, "message.txt")) == account));
}
