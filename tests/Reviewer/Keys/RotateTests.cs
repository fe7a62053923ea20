using SecureDrop.Formats.Texts;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Keys;

public sealed class RotateTests : IDisposable
{
    private readonly Keeper _keeper = new();
    private readonly Gateway _gateway = new();

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public void After_a_rotation_sources_seal_to_the_new_subkey_and_what_was_sealed_to_the_old_still_opens()
    {
        var old = _keeper.Sealed(1);
        Assert.Single(_keeper.Lines());

        var rotated = _keeper.Change("rotate");

        Assert.True(rotated.ExitCode == 0, rotated.All);
        Assert.Contains("sealed to until 2026-11-24 instead of 2099-01-01, accepted until 2099-06-30 as before", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("sealed to from 2026-11-25 until 2027-11-25, accepted until 2028-05-23", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("epoch 1 becomes 2", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("securedrop-operator keyring install out-1.asc", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("the new secret is in no backup yet", rotated.Error, StringComparison.Ordinal);
        var keyring = _keeper.Verify(_keeper.Out);
        Assert.Equal(Organisation.Keyring.Lines.Hash, keyring.Lines.Previous);
        Assert.Equal(Organisation.Keyring.Lines.Addresses, keyring.Lines.Addresses);
        Assert.Equal(new DateOnly(2099, 6, 30), keyring.Lines.Expires);
        var line = keyring.Lines.SealingSubkeys(_keeper.Today).Single(line => line.Primary == Keeper.Reviewer);
        Assert.NotEqual(Keeper.OldSubkey, line.Subkey);
        Assert.Equal(KeyringRole.Holder, line.Role);
        Assert.Equal("opened", _keeper.Open(_gateway, old));
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(2)));

        // The same day again: there is nothing newer to make, and no second text of any epoch.
        Assert.Contains("nothing changes", _keeper.Change("rotate").Output, StringComparison.Ordinal);
        Assert.Equal(2, _keeper.Verify(_keeper.Out).Lines.Epoch);
        Assert.Equal(2, _keeper.Lines().Count);
    }

    [Fact]
    public void Nothing_is_changed_by_a_rotation_that_is_refused_and_no_file_is_written_over()
    {
        var before = _keeper.Machine.Snapshot();
        void AssertRefused(int exitCode, string why, Machine.Answer refused)
        {
            Assert.Equal(exitCode, refused.ExitCode);
            Assert.Contains(why, refused.Error, StringComparison.Ordinal);
            Assert.Equal(before, _keeper.Machine.Snapshot());
        }

        string Path(string name) => _keeper.Machine.Path(name);
        AssertRefused(3, "is there already", _keeper.Machine.Run("rotate", "--root-key", Path("root.secret.asc"), "--out", Path("secret.asc"), "--yes"));
        AssertRefused(2, "needs a file", _keeper.Machine.Run("rotate", "--root-key", Path("root.secret.asc"), "--yes"));
        AssertRefused(1, "not the root", _keeper.Without("rotate", "--root-key", Path("secret.asc"), "--root-passphrase-file", Path("passphrase")));
        AssertRefused(1, "days contradict", _keeper.Change("retire", $"{Keeper.Reviewer}", "--expires", "2027-01-01"));
        File.WriteAllText(Path("passphrase"), "not this one\n");
        AssertRefused(1, "the passphrase is wrong", _keeper.Change("retire", $"{Keeper.Reviewer}"));
        AssertRefused(1, "the passphrase is wrong", _keeper.Without("rotate"));
        File.WriteAllText(Path("passphrase"), Organisation.Passphrase + "\n");
        // Whether the tests have a terminal or none: nobody says yes.
        Console.SetIn(new StringReader("no\n"));
        Assert.NotEqual(0, _keeper.Machine.Run("retire", $"{Keeper.Reviewer}", "--root-key", Path("root.secret.asc"), "--root-passphrase-file", Path("passphrase"), "--out", Path("never.asc")).ExitCode);
        Assert.Equal(before, _keeper.Machine.Snapshot());
        _keeper.GoTo(2026, 11, 22);
        AssertRefused(1, "before its keyring was issued", _keeper.Change("rotate"));
    }

    [Fact]
    public void An_expired_keyring_opens_nothing_and_is_followed_by_the_next()
    {
        _keeper.GoTo(2100, 2, 1);
        _gateway.Store(Testimonies.Seal(1, "a")[0]);
        var bundle = _gateway.Export();
        Assert.Equal(1, _keeper.Machine.Open(bundle).ExitCode);
        var rotated = _keeper.Change("rotate");
        Assert.Equal(0, rotated.ExitCode);
        Assert.Contains("this machine's date is 2100-02-01, and its keyring expired on 2099-12-31: if the date is wrong", rotated.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("if the date is wrong", _keeper.Change("rotate").Error, StringComparison.Ordinal);
        Assert.Contains("1 entry opened", _keeper.Machine.Open(bundle).Output, StringComparison.Ordinal);
    }

    public static TheoryData<string> Cuts => ["secret-keys/{0}.asc.new", "keyring.asc.new", "keyring.pin.new", "../out-1.asc.new"];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_rotation_cut_short_anywhere_leaves_a_home_that_works_and_succeeds_when_given_again(string cut)
    {
        // Where the next step should write, nothing can be.
        var blocked = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(_keeper.Machine.Home, string.Format(System.Globalization.CultureInfo.InvariantCulture, cut, Keeper.Reviewer))));
        Assert.Equal(3, _keeper.Change("rotate").ExitCode);
        Assert.False(File.Exists(_keeper.Out));
        Assert.Equal("opened", _keeper.Open(_gateway, Testimonies.Seal(1, "a")[0]));
        blocked.Delete();

        var again = _keeper.Again("rotate", "--root-key", _keeper.Machine.Path("root.secret.asc"), "--root-passphrase-file", _keeper.Machine.Path("passphrase"));

        Assert.True(again.ExitCode == 0, again.All);
        Assert.Equal(File.ReadAllBytes(_keeper.Out), File.ReadAllBytes(Path.Combine(_keeper.Machine.Home, "keyring.asc")));
        Assert.True(Pin.TryRead(File.ReadAllBytes(Path.Combine(_keeper.Machine.Home, "keyring.pin")), out var pin, out _));
        Assert.Equal(2, pin.Epoch);
        Assert.Equal(2, _keeper.Lines().Count);
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(2)));
    }

    [LongFact]
    [Trait("Runs", "long")]
    public void A_calendar_has_a_subkey_for_each_month_without_a_gap_and_is_carried_on()
    {
        Assert.Equal(0, _keeper.Change("rotate", "--calendar", "3").ExitCode);

        Assert.Equal(
            ["2026-11-23 2026-11-30 2099-06-30", "2026-12-01 2026-12-31 2027-06-29", "2027-01-01 2027-01-31 2027-07-30", "2027-02-01 2027-03-31 2027-09-27"],
            _keeper.Lines().Select(Days));
        _keeper.Hasten();
        _keeper.GoTo(2027, 1, 9);
        Assert.Equal(0, _keeper.Change("rotate", "--calendar", "3").ExitCode);
        Assert.Equal(
            ["2027-01-01 2027-01-31 2027-07-30", "2027-02-01 2027-02-28 2027-09-27", "2027-03-01 2027-03-31 2027-09-27", "2027-04-01 2027-05-31 2027-11-27"],
            _keeper.Lines().Skip(2).Select(Days));
        var lines = _keeper.Keyring().Lines;
        for (var day = _keeper.Today; day < new DateOnly(2027, 6, 1); day = day.AddDays(1))
            Assert.Equal(new DateOnly(2027, Math.Min(day.Month, 4), 1), lines.SealingSubkeys(day).Single(line => line.Primary == Keeper.Reviewer).From);
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(1)));

        // Somebody who comes back after a gap gets one from today too, and a rotation between leaves the calendar as it is.
        _keeper.GoTo(2027, 8, 20);
        Assert.Equal(0, _keeper.Change("rotate", "--calendar", "1").ExitCode);
        Assert.Equal(["2027-08-20 2027-08-31 2028-02-27", "2027-09-01 2027-10-31 2028-04-28"], _keeper.Lines().TakeLast(2).Select(Days));
    }

    [Fact]
    public void Without_the_root_key_its_keeper_adds_what_rotate_wrote()
    {
        using var other = new Machine();
        string[] rotate = ["rotate", "--passphrase-file", other.Path("passphrase"), "--yes", "--out"];
        Assert.Equal(2, other.Run([.. rotate[..^1]]).ExitCode);
        var rotated = other.Run([.. rotate, other.Path("for-keeper.asc")]);
        Assert.True(rotated.ExitCode == 0, rotated.All);
        Assert.Contains("securedrop-reviewer add for-keeper.asc\n", rotated.Output, StringComparison.Ordinal);
        Assert.Single(_keeper.Lines());
        // Asked again before the keeper has answered, it is the same subkey.
        Assert.Equal(0, other.Run([.. rotate, other.Path("again.asc")]).ExitCode);
        Assert.Equal(File.ReadAllText(other.Path("for-keeper.asc")), File.ReadAllText(other.Path("again.asc")));

        Assert.Equal(0, _keeper.Change("add", other.Path("for-keeper.asc")).ExitCode);

        Assert.Equal(["2026-11-23 2026-11-24 2099-06-30", "2026-11-25 2027-11-25 2028-05-23"], _keeper.Lines().Select(Days));
        Assert.Equal(0, other.Run("init", "--keyring", _keeper.Out).ExitCode);
        _gateway.Store(_keeper.Sealed(1));
        Assert.Contains("1 entry opened", other.Open(_gateway.Export()).Output, StringComparison.Ordinal);
        // A calendar travels the same way: sealed to from each subkey's creation day.
        Assert.Equal(0, other.Run([.. rotate, other.Path("calendar.asc"), "--calendar", "2"]).ExitCode);
        Assert.Equal(0, _keeper.Change("add", other.Path("calendar.asc")).ExitCode);
        Assert.Equal(["2026-12-01 2026-12-31 2027-06-29", "2027-01-01 2027-03-03 2027-08-30"], _keeper.Lines().Skip(2).Select(Days));
        Assert.Equal("2026-11-25 2026-11-30 2028-05-23", Days(_keeper.Lines()[1]));
        // The control: the keeper holds the old secret only.
        _gateway.Store(_keeper.Sealed(2));
        Assert.Contains("secret-key-missing", _keeper.Machine.Open(_gateway.Export(from: 1)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_new_certificate_takes_over_and_the_old_one_stays_accepted()
    {
        var old = _keeper.Sealed(1);
        File.WriteAllText(_keeper.Machine.Path("weak"), "password1234\n");
        var weak = _keeper.Machine.Run("rotate", "--new-certificate", "--passphrase-file", _keeper.Machine.Path("weak"), "--out", _keeper.Machine.Path("new.asc"), "--yes");
        Assert.Equal(1, weak.ExitCode);
        Assert.Contains("well-known", weak.Error, StringComparison.Ordinal);

        var rotated = _keeper.Change("rotate", "--new-certificate", "--old-grace", "180");

        Assert.True(rotated.ExitCode == 0, rotated.All);
        Assert.Equal("2026-11-23 2026-11-24 2027-05-23", Days(_keeper.Lines().Single()));
        var line = _keeper.Keyring().Lines.SealingSubkeys(_keeper.Today).Single(line => line.Role == KeyringRole.Holder);
        Assert.NotEqual(Keeper.Reviewer, line.Primary);
        Assert.Equal("reviewer-1", _keeper.Keyring().Find(line.Primary)?.UserId);
        Assert.True(File.Exists(Path.Combine(_keeper.Machine.Home, "revocations", $"{line.Primary}.asc")));
        // A purge waits for one holder still, and it is the one that acknowledges.
        Assert.Equal([line.Primary], _keeper.Keyring().Lines.Holders);
        Assert.Contains("changed  reviewer-1: reviewer instead of holder", rotated.Output, StringComparison.Ordinal);
        Assert.Equal("opened", _keeper.Open(_gateway, old));
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(2)));
        var folder = Directory.CreateDirectory(_keeper.Machine.Path("acknowledged")).FullName;
        Assert.Equal(0, _keeper.Machine.Run("acknowledge", "--to", folder, "--passphrase-file", _keeper.Machine.Path("passphrase")).ExitCode);
        Assert.True(SignedText.TryRead(File.ReadAllBytes(Directory.GetFiles(folder).Single()), out var signed, out _));
        Assert.True(_keeper.Keyring().Find(line.Primary) is { } holder && Certificates.Signatures.Verify(signed, holder, _keeper.Machine.Time.GetUtcNow()));
    }

    [Fact]
    public void A_keyring_by_hand_never_makes_another_text_of_an_epoch_that_the_home_has_seen()
    {
        Assert.Equal(0, _keeper.Change("rotate").ExitCode);
        string[] keyring =
        [
            "keyring", "--root-key", _keeper.Machine.Path("root.secret.asc"), "--passphrase-file", _keeper.Machine.Path("passphrase"),
            "--holder", Path.Combine(Organisation.Keys, "reviewer-1.public.asc"), "--seal-until", "2027-01-01", "--accept-until", "2027-06-01", "--expires", "2028-01-01",
        ];
        foreach (var epoch in (string[][])[["--epoch", "1"], ["--epoch", "2", "--previous", Organisation.KeyringFile]])
        {
            var forked = _keeper.Machine.Run([.. keyring, .. epoch, "--out", _keeper.Machine.Path("fork.asc")]);
            Assert.Equal(1, forked.ExitCode);
            Assert.Contains("this home has seen epoch 2 of this root already", forked.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(_keeper.Machine.Path("fork.asc")));
        }
        // The control: the next one can be made by hand.
        Assert.Equal(0, _keeper.Machine.Run([.. keyring, "--epoch", "3", "--previous", _keeper.Out, "--out", _keeper.Machine.Path("next.asc")]).ExitCode);
    }

    private static string Days(KeyringLine line) => $"{line.From:yyyy-MM-dd} {line.Until:yyyy-MM-dd} {line.AcceptUntil:yyyy-MM-dd}";
}
