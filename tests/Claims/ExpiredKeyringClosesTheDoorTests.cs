namespace SecureDrop.Claims;

/// <summary>SECURITY.md: an expired keyring closes the door; it never opens another path.</summary>
public sealed class ExpiredKeyringClosesTheDoorTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("2026-11-20", 503)]
    [InlineData("2099-12-31", 201)] // Control: the same keyring with a later day takes the same message.
    public async Task A_source_is_turned_away_once_the_keyring_has_expired(string lastDay, int expected)
    {
        var keyring = Path.Combine(_world.Folder, "keyring.asc");
        var day = DateOnly.Parse(lastDay, System.Globalization.CultureInfo.InvariantCulture);
        _world.Reviewer(
            "keyring", "--root-key", Key("root.secret"), "--passphrase-file", World.Passphrase, "--holder", Key("reviewer-1.public"),
            "--reviewer", Key("reviewer-2.public"), "--operator", Key("operator.public"), "--address", _world.Url, "--seal-from", "2026-11-01",
            "--seal-until", $"{day:yyyy-MM-dd}", "--accept-until", $"{day:yyyy-MM-dd}", "--expires", $"{day:yyyy-MM-dd}", "--out", keyring).MustBe(0);
        var part = File.ReadAllBytes(_world.Seal("one", "an account")[0]);
        _world.StartGateway(keyring);

        var (status, answer) = await _world.PostAsync(part);

        Assert.Equal(expected, status);
        if (expected == 503) Assert.Equal("keyring_unavailable", answer);
    }

    private static string Key(string name) => Path.Combine(Checkout.Root, "keys-example", name + ".asc");
}
