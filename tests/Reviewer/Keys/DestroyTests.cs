using System.Globalization;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Opening;
using SecureDrop.Tests;

namespace SecureDrop.Reviewer.Tests.Keys;

public sealed class DestroyTests : IDisposable
{
    private readonly Keeper _keeper = new();
    private readonly Gateway _gateway = new();
    private readonly byte[] _old;

    public DestroyTests() => _old = _keeper.Sealed(1);

    public void Dispose() => _keeper.Dispose();

    [Fact]
    public void A_destroyed_subkeys_item_is_reported_as_that_and_others_open()
    {
        Rotate();
        var early = _keeper.Change("destroy");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("no secret subkey of this home is past its accept-until", early.Error, StringComparison.Ordinal);
        Assert.Equal("opened", _keeper.Open(_gateway, _old));
        _keeper.GoTo(2026, 12, 5);
        // Held open here, the old file can be read when it has no name any more.
        using var file = new FileStream(_keeper.SecretKey, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Assert.True(Holds());

        var destroyed = _keeper.Change("destroy");

        Assert.True(destroyed.ExitCode == 0, destroyed.All);
        Assert.Contains($"subkey {Keeper.OldSubkey.Grouped()}: destroyed on 2026-12-05, what was sealed to it opens nowhere any more", destroyed.Output, StringComparison.Ordinal);
        Assert.Equal(KeyringStatus.Destroyed, _keeper.Lines()[0].Status);
        Assert.Contains($" secret subkey {Keeper.OldSubkey}\n", File.ReadAllText(Path.Combine(_keeper.Machine.Home, "custody.txt")), StringComparison.Ordinal);
        Assert.Contains("secret-key-destroyed", _keeper.Open(_gateway, Fresh()), StringComparison.Ordinal);
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(3)));
        Assert.False(Holds());
        var octets = new byte[file.Length];
        file.ReadExactly(octets);
        Assert.False(octets.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Without_the_root_key_the_secret_goes_at_once_and_its_keeper_is_told_the_line()
    {
        Rotate();
        _keeper.GoTo(2026, 12, 5);
        var destroyed = _keeper.Without("destroy");
        Assert.True(destroyed.ExitCode == 0, destroyed.All);
        Assert.Contains($"securedrop-reviewer revoke {Keeper.OldSubkey} --destroyed", destroyed.Output, StringComparison.Ordinal);
        Assert.Contains("by this machine's date, 2026-12-05, their time is over; open first what the gateway or a courier still holds", destroyed.Error, StringComparison.Ordinal);
        Assert.Contains("flash memory, the file that keygen wrote, backups, paper and other machines may still hold them", destroyed.Error, StringComparison.Ordinal);
        Assert.Equal(KeyringStatus.Live, _keeper.Lines()[0].Status);
        Assert.Contains("secret-key-destroyed", _keeper.Open(_gateway, Fresh()), StringComparison.Ordinal);
        Assert.False(File.Exists(_keeper.Out));
        // The same with the root key later: only the line is still to be written.
        Assert.Equal(0, _keeper.Change("destroy").ExitCode);
        Assert.Equal(KeyringStatus.Destroyed, _keeper.Lines()[0].Status);
    }

    [Fact]
    public void A_file_of_before_neither_brings_a_destroyed_secret_back_nor_takes_a_new_one_away()
    {
        Rotate();
        var secret = File.ReadAllText(_keeper.SecretKey);
        string[] init = ["init", "--secret-key", _keeper.Machine.Path("secret.asc"), "--keyring", _keeper.Out];
        Assert.Contains("this home's own copy of the secret key is newer, and stays", _keeper.Machine.Run(init).Error, StringComparison.Ordinal);
        Assert.Equal(secret, File.ReadAllText(_keeper.SecretKey));
        _keeper.GoTo(2026, 12, 5);
        Assert.Equal(0, _keeper.Change("destroy").ExitCode);
        Assert.Equal(0, _keeper.Machine.Run(init[..3]).ExitCode);
        Assert.False(Holds());
        // Nor does a copy from between, which lacks nothing that the home has.
        File.WriteAllText(_keeper.Machine.Path("secret.asc"), secret);
        Assert.Contains($"left out, since this home has destroyed it: subkey {Keeper.OldSubkey.Grouped()}", _keeper.Machine.Run(init[..3]).Error, StringComparison.Ordinal);
        Assert.False(Holds());
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(3)));
        // The control: what the home neither holds nor has destroyed is taken.
        File.Delete(_keeper.SecretKey);
        File.Delete(Path.Combine(_keeper.Machine.Home, "destroyed"));
        Assert.Equal(0, _keeper.Machine.Run(init[..3]).ExitCode);
        Assert.True(Holds());
    }

    [Fact]
    public void What_another_reviewer_has_destroyed_is_not_said_of_a_secret_that_is_only_missing_here()
    {
        using var other = new Machine();
        Assert.Equal(0, other.Run("rotate", "--passphrase-file", other.Path("passphrase"), "--yes", "--out", other.Path("grown.asc")).ExitCode);
        Assert.Equal(0, _keeper.Change("add", other.Path("grown.asc")).ExitCode);
        var message = _keeper.Sealed(1);
        var second = Organisation.Certificate("reviewer-2").Primary;
        Assert.Equal(0, _keeper.Change("revoke", $"{second}", "--destroyed").ExitCode);
        Assert.Contains("secret-key-missing", _keeper.Open(_gateway, message), StringComparison.Ordinal);
        // So it is tried again when the secret has come.
        var grown = Directory.GetFiles(Path.Combine(other.Home, "secret-keys")).Single();
        Assert.Equal(0, _keeper.Machine.Run("init", "--secret-key", grown).ExitCode);
        _gateway.Store(_keeper.Sealed(2));
        Assert.Contains("2 entries opened, 0 failed", _keeper.Machine.Open(_gateway.Export()).Output, StringComparison.Ordinal);
    }

    [NeedsFact("gpg")]
    public void Stock_gpg_takes_the_secret_key_that_is_left_and_finds_one_subkey_in_it()
    {
        Rotate();
        _keeper.GoTo(2026, 12, 5);
        Assert.Equal(0, _keeper.Change("destroy").ExitCode);
        using var folder = new TempFolder();
        folder.Run($"gpg --batch --pinentry-mode loopback --passphrase-file {_keeper.Machine.Path("passphrase")} --import {_keeper.SecretKey}");
        var listed = folder.Run("gpg --with-colons --list-secret-keys");
        folder.Try("gpgconf --kill all");
        Assert.Single(listed.Split('\n'), line => line.StartsWith("ssb:", StringComparison.Ordinal));
        Assert.Contains($":{_keeper.Lines()[1].Subkey}:", listed, StringComparison.Ordinal);
    }

    public static TheoryData<string> Cuts => ["destroyed.new", "secret-keys/{0}.asc.new", "keyring.asc.new", "keyring.pin.new", "../out-2.asc.new"];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Cut_short_anywhere_the_home_works_and_the_same_command_finishes(string cut)
    {
        Rotate();
        _keeper.GoTo(2026, 12, 5);
        var blocked = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(_keeper.Machine.Home, string.Format(CultureInfo.InvariantCulture, cut, Keeper.Reviewer))));
        Assert.Equal(3, _keeper.Change("destroy").ExitCode);
        // Opened, or destroyed: never corrupt, and never gone without a word.
        var between = _keeper.Open(_gateway, _old);
        Assert.True(between == "opened" || between.Contains("secret-key-destroyed", StringComparison.Ordinal), between);
        Assert.Equal("opened", _keeper.Open(_gateway, _keeper.Sealed(2)));
        blocked.Delete();

        var again = _keeper.Again("destroy", "--root-key", _keeper.Machine.Path("root.secret.asc"), "--root-passphrase-file", _keeper.Machine.Path("passphrase"));

        Assert.True(again.ExitCode == 0, again.All);
        Assert.Equal(KeyringStatus.Destroyed, _keeper.Verify(_keeper.Out).Lines.Keys[0].Status);
        Assert.Equal(File.ReadAllBytes(_keeper.Out), File.ReadAllBytes(Path.Combine(_keeper.Machine.Home, "keyring.asc")));
        Assert.Contains("secret-key-destroyed", _keeper.Open(_gateway, Fresh()), StringComparison.Ordinal);
        Assert.False(Holds());
    }

    /// <summary>The old subkey is accepted for nine days more.</summary>
    private void Rotate()
    {
        Assert.Equal(0, _keeper.Change("rotate", "--old-grace", "9").ExitCode);
        _keeper.Hasten();
    }

    private bool Holds() => SecretKeyFile.Read(File.ReadAllText(_keeper.SecretKey))?.Subkeys.Contains(Keeper.OldSubkey) ?? throw new InvalidOperationException("No secret key.");

    /// <summary>Another message to the old subkey: one that was opened is not opened again.</summary>
    private static byte[] Fresh() => Testimonies.Seal(9, "late")[0];
}
