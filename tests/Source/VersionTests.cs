using SecureDrop.Tests;

namespace SecureDrop.Source.Tests;

/// <summary>What a source's program of an older version has pinned is followed today; what a newer one has, or a newer keyring, seals nothing and is left as it is.</summary>
public sealed class VersionTests
{
    [Theory, MemberData(nameof(VersionFixture.All), MemberType = typeof(VersionFixture))]
    public async Task A_kept_pin_is_followed(string version)
    {
        using var kept = new VersionFixture(version);
        using var desk = new Desk { Now = kept.Now };
        var (code, said) = await SealAsync(kept, desk);
        Assert.True(code == 0, said);
        Assert.NotEmpty(Directory.GetFiles(kept["out"], "*.pgp"));
    }

    [Theory]
    [InlineData("pin")]
    [InlineData("keyring")]
    public async Task What_is_of_a_newer_version_seals_nothing(string what)
    {
        using var kept = new VersionFixture("1");
        using var desk = new Desk { Now = kept.Now };
        var control = await SealAsync(kept, desk);
        Assert.Equal(0, control.Code);
        Directory.Delete(kept["out"], recursive: true);

        kept.MakeNewer(what == "pin" ? Path.GetRelativePath(kept.Folder, Directory.GetFiles(kept["source"]).Single()) : "keyring.asc", $"SecureDrop.Net {what}");
        var before = kept.Files();
        var (code, said) = await SealAsync(kept, desk);
        Assert.Equal(1, code);
        Assert.Contains($"it has {what} format 2, and this program reads format 1: this needs a newer SecureDrop.Net (format_newer)", said, StringComparison.Ordinal);
        Assert.Equal(before, kept.Files());
    }

    private static async Task<(int Code, string Said)> SealAsync(VersionFixture kept, Desk desk) =>
        (await desk.RunAsync("seal", "--keyring", kept["keyring.asc"], "--message", desk.Write("m", "x"), "--out", kept["out"], "--home", kept["source"]), desk.Notes);
}
