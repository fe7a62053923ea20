using System.Text;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: what is taken out of a bundle, or altered in it, on its way is noticed, and nothing of it is opened.</summary>
public sealed class MissingItemIsNoticedTests : IDisposable
{
    private const string Account = "they came in two cars, the second one white";
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_reviewer_is_told_which_entry_is_missing_or_altered()
    {
        _world.StartGateway();
        foreach (var name in new[] { "one", "two" })
            Assert.Equal(201, (await _world.PostAsync(File.ReadAllBytes(_world.Seal(name, $"{Account} {name}")[0]))).Status);
        var bundle = _world.Export();
        _world.InitReviewer();
        var item = Path.Combine(bundle, "data", "00000002.pgp");
        var whole = File.ReadAllBytes(item);

        File.Delete(item);
        Assert.Contains("00000002", Said(Open(bundle).MustBe(1)), StringComparison.Ordinal);
        File.WriteAllBytes(item, [.. whole[..^1], (byte)(whole[^1] ^ 1)]);
        Assert.Contains("00000002", Said(Open(bundle).MustBe(1)), StringComparison.Ordinal);
        Assert.Empty(Plaintext());

        // Control: whole again, it opens.
        File.WriteAllBytes(item, whole);
        Open(bundle).MustBe(0);
        Assert.NotEmpty(Plaintext());
    }

    private Outcome Open(string bundle) => _world.Reviewer("open", bundle, "--passphrase-file", World.Passphrase);

    private static string Said(Outcome outcome) => outcome.Output + outcome.Errors;

    private string[] Plaintext() => World.FilesWith(Path.Combine(_world.Folder, "desk"), Encoding.UTF8.GetBytes(Account));
}
