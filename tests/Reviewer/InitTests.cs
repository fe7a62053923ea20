using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Tests;

public sealed class InitTests : IDisposable
{
    private readonly Machine _machine = new(isSetUp: false);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void First_trust_is_a_fingerprint_typed_by_a_person()
    {
        AssertRefused(2, "the first keyring needs --root", "--secret-key", _machine.Path("secret.asc"), "--keyring", Organisation.KeyringFile);
        AssertRefused(1, "it names another root", "--secret-key", _machine.Path("secret.asc"), "--keyring", Organisation.KeyringFile, "--root", new string('A', 40));
        AssertRefused(2, "--root takes a fingerprint", "--keyring", Organisation.KeyringFile, "--root", "ABCD");
        AssertRefused(2, "init has no --passphrase-file\nsee securedrop-reviewer init --help", "--keyring", Organisation.KeyringFile, "--root", $"{Organisation.Root}", "--passphrase-file", "pass");

        var taken = _machine.Run("init", "--secret-key", _machine.Path("secret.asc"), "--keyring", Organisation.KeyringFile, "--root", Organisation.Root.Grouped());

        Assert.True(taken.ExitCode == 0, taken.All);
        Assert.Contains(Organisation.Root.Grouped(), taken.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_machine.Home));
    }

    [Fact]
    public void A_newer_keyring_is_taken_without_typing_the_root_again_and_an_older_one_never()
    {
        SetUp();
        var newer = Write(2, Organisation.Keyring.Lines.Hash);
        var taken = _machine.Run("init", "--keyring", newer);
        Assert.True(taken.ExitCode == 0, taken.All);
        AssertRefused(1, "its epoch is lower", "--keyring", Organisation.KeyringFile);
        AssertRefused(1, "another keyring of the same epoch", "--keyring", Write(2, Organisation.Keyring.Lines.Hash, "http://127.0.0.1:1"));
        AssertRefused(1, "it does not follow from the keyring before it", "--keyring", Write(3, Sha256Hash.Of([1])));
        Assert.Equal(0, _machine.Run("init", "--keyring", Write(7, Sha256Hash.Of([1]))).ExitCode);
    }

    [Fact]
    public void Another_root_is_never_taken_in_the_same_folder()
    {
        SetUp();
        AssertRefused(1, "trusts another root", "--keyring", Organisation.KeyringFile, "--root", new string('A', 40));
    }

    [Theory]
    [InlineData("")]
    [InlineData("root 0\n")]
    public void A_damaged_pin_is_refused_by_name_and_never_taken_for_first_trust(string pin)
    {
        SetUp();
        File.WriteAllText(Path.Combine(_machine.Home, "keyring.pin"), pin);
        AssertRefused(3, "keyring.pin is damaged", "--keyring", Organisation.KeyringFile, "--root", $"{Organisation.Root}");
        Assert.Contains("keyring.pin is damaged", _machine.Open(Directory.CreateDirectory(_machine.Path("stick")).FullName).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_key_that_the_keyring_does_not_name_is_refused()
    {
        SetUp();
        File.Copy(Path.Combine(Organisation.Keys, "operator.secret.asc"), _machine.Path("operator.asc"));
        AssertRefused(1, "names no reviewer", "--secret-key", _machine.Path("operator.asc"));
        AssertRefused(1, "holds no armored secret key", "--secret-key", Path.Combine(Organisation.Keys, "reviewer-1.public.asc"));
    }

    [Fact]
    public void An_altered_keyring_is_refused()
    {
        var text = File.ReadAllText(Organisation.KeyringFile).Replace("2099-06-30", "2099-06-29", StringComparison.Ordinal);
        File.WriteAllText(_machine.Path("altered.asc"), text);
        AssertRefused(1, "the root's signature does not verify", "--keyring", _machine.Path("altered.asc"), "--root", $"{Organisation.Root}");
    }

    [Fact]
    public void Nothing_is_opened_with_an_expired_keyring()
    {
        SetUp();
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "a"));
        var stick = _machine.Stick(gateway.Export());
        _machine.Time = new FixedTime(new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var late = _machine.Open(stick);
        Assert.Equal(1, late.ExitCode);
        Assert.Contains("its expiry day has passed", late.Error, StringComparison.Ordinal);
        _machine.Time = new FixedTime(Organisation.Now);
        Assert.Equal(0, _machine.Open(stick).ExitCode);
    }

    [Fact]
    public void Two_machines_read_the_same_head_to_each_other()
    {
        SetUp();
        Assert.Equal(1, _machine.Run("compare-head").ExitCode);
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "a"));
        var bundle = gateway.Export();
        using var other = new Machine(Organisation.Reviewer2.Value);
        Assert.Equal(0, _machine.Open(bundle).ExitCode);
        Assert.Equal(0, other.Open(bundle).ExitCode);
        Assert.Equal(_machine.Run("compare-head").Output, other.Run("compare-head").Output);
        Assert.Equal(_machine.Cases()[0].GetProperty("case").GetString(), other.Cases()[0].GetProperty("case").GetString());
        Assert.Contains($"head    {gateway.Head.Head.ToString()[..4]} ", other.Run("compare-head").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_use_and_a_place_that_cannot_be_written_are_trouble_of_the_machine()
    {
        SetUp();
        using (new FileStream(Path.Combine(_machine.Home, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(3, _machine.Run("init", "--keyring", Organisation.KeyringFile).ExitCode);
        var gateway = new Gateway();
        gateway.Store(Testimonies.Seal(1, "a"));
        Assert.Equal(0, _machine.Open(gateway.Export()).ExitCode);
        var nowhere = _machine.Run("acknowledge", "--to", _machine.Path("nowhere"), "--passphrase-file", _machine.Path("passphrase"));
        Assert.Equal(3, nowhere.ExitCode);
        Assert.Contains("hint: put the medium in", nowhere.Error, StringComparison.Ordinal);
        File.AppendAllText(Path.Combine(_machine.Home, "ledger.txt"), "x");
        Assert.Equal(3, _machine.Run("list").ExitCode);
        Assert.Equal(2, _machine.Run("open").ExitCode);
    }

    private void SetUp() =>
        Assert.Equal(0, _machine.Run("init", "--secret-key", _machine.Path("secret.asc"), "--keyring", Organisation.KeyringFile, "--root", $"{Organisation.Root}").ExitCode);

    private void AssertRefused(int exitCode, string named, params string[] arguments)
    {
        var before = _machine.Snapshot();
        var refused = _machine.Run(["init", .. arguments]);
        Assert.Equal(exitCode, refused.ExitCode);
        Assert.Contains(named, refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, _machine.Snapshot());
    }

    private string Write(int epoch, Sha256Hash previous, string address = "http://127.0.0.1:8080")
    {
        var lines = Organisation.Keyring.Lines;
        var keyring = Keyring.Compose(epoch, lines.Issued, lines.Expires, previous, lines.Root, [address], lines.Keys, lines.Certificates);
        var path = _machine.Path($"keyring-{epoch}-{address.Length}.asc");
        File.WriteAllBytes(path, Organisation.RootKey.Value.Sign(keyring.Text.Span, new DateTimeOffset(lines.Issued, TimeOnly.MinValue, TimeSpan.Zero)).Write());
        return path;
    }
}
