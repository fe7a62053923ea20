namespace SecureDrop.Claims;

/// <summary>SECURITY.md: whoever has the root's fingerprint cannot be given other people's keys.</summary>
public sealed class SubstitutedKeyringIsRefusedTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_source_who_knows_the_root_does_not_seal_to_a_keyring_of_somebody_elses()
    {
        var forged = ForgeKeyring(out var forgersRoot);
        Seal(forged, World.ExampleRoot, "honest").MustBe(1);
        Assert.False(Directory.Exists(Path.Combine(_world.Folder, "honest")));

        // Control: the forgery is a good keyring for whoever was given the forger's fingerprint.
        Seal(forged, forgersRoot, "fooled").MustBe(0);
    }

    [Fact]
    public void A_keyring_with_one_letter_changed_is_refused()
    {
        var altered = Path.Combine(_world.Folder, "altered.asc");
        File.WriteAllText(altered, File.ReadAllText(World.ExampleKeyring).Replace("2099-06-30", "2099-06-29", StringComparison.Ordinal));
        Seal(altered, World.ExampleRoot, "altered").MustBe(1);
        Seal(World.ExampleKeyring, World.ExampleRoot, "whole").MustBe(0);
    }

    private Outcome Seal(string keyring, string root, string name)
    {
        var message = Path.Combine(_world.Folder, "message.txt");
        File.WriteAllText(message, "an account");
        return _world.Source("seal", "--keyring", keyring, "--root", root, "--message", message, "--out", Path.Combine(_world.Folder, name));
    }

    private string ForgeKeyring(out string root)
    {
        var keyring = Path.Combine(_world.Folder, "forged.asc");
        foreach (var role in new[] { "root", "reviewer" })
            _world.Reviewer("keygen", "--role", role, "--name", role, "--out", _world.Folder, "--passphrase-file", World.Passphrase).MustBe(0);
        string Key(string name) => Path.Combine(_world.Folder, name + ".asc");
        _world.Reviewer(
            "keyring", "--root-key", Key("root.secret"), "--passphrase-file", World.Passphrase, "--holder", Key("reviewer.public"),
            "--seal-until", "2099-01-01", "--accept-until", "2099-01-01", "--expires", "2099-12-31", "--out", keyring).MustBe(0);
        root = File.ReadLines(keyring).First(line => line.StartsWith("root ", StringComparison.Ordinal))["root ".Length..];
        return keyring;
    }
}
