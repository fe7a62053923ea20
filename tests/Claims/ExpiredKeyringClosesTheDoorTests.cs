using SecureDrop.Formats.Texts;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: an expired keyring closes the door; it never opens another path.</summary>
public sealed class ExpiredKeyringClosesTheDoorTests : IDisposable
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(-2, 503)]
    [InlineData(+2, 201)] // Control: the same keyring with a later day takes the same message.
    public async Task A_source_is_turned_away_once_the_keyring_has_expired(int daysLeft, int expected)
    {
        var part = File.ReadAllBytes(_world.Seal("one", "an account")[0]);
        _world.StartGateway(KeyringThatEnds(Today.AddDays(daysLeft)));

        var (status, answer) = await _world.PostAsync(part);

        Assert.Equal(expected, status);
        if (expected == 503) Assert.Equal("keyring_unavailable", answer);
    }

    /// <summary>The example keyring as it would stand at its end. Its signature no longer fits; the gateway has no code that could tell.</summary>
    private string KeyringThatEnds(DateOnly day)
    {
        Assert.True(SignedText.TryRead(File.ReadAllBytes(World.ExampleKeyring), out var frame, out _));
        Assert.True(Keyring.TryRead(frame.Text.Span, out var example, out _));
        var began = day.AddDays(-30);
        var keys = example.Keys.Select(line => line.Subkey is { } subkey
            ? KeyringLine.Sealing(line.Role, line.Primary, subkey, began, day, day)
            : KeyringLine.Signing(line.Primary, began, day));
        var ended = Keyring.Compose(
            example.Epoch, began, day, example.Previous, example.Root, [_world.Url], keys, example.Certificates);
        var path = Path.Combine(_world.Folder, "keyring.asc");
        File.WriteAllBytes(path, new SignedText(ended.Text.Span, frame.Signature.Span).Write());
        return path;
    }
}
