namespace SecureDrop.Page.Tests;

/// <summary>What the page seals in this version of the formats, for tests/Vectors/versions/make.</summary>
public sealed class PageFixtureTests
{
    public const string Account = "ما قالته الصفحة";

    [LongFact("node")]
    public void The_page_seals_one_part_to_the_example_reviewers()
    {
        var said = NodeChecks.Run("sealAll", new
        {
            baked = ExampleOrganisation.Baked(ExampleOrganisation.KeyringFrame),
            served = (string?)null,
            today = "2026-11-26",
            sealOn = "2026-11-26",
            account = new { text = Account, language = "ar" },
            files = Array.Empty<object>(),
        });
        var part = Assert.Single(said.GetProperty("parts").EnumerateArray());
        using var folder = new TempFolder();
        var target = Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable("SECUREDROP_VERSION_FIXTURES") ?? folder.Path, "sealed")).FullName;
        File.WriteAllBytes(Path.Combine(target, "page.pgp"), part.GetProperty("octets").GetBytesFromBase64());
        Assert.Equal(25, part.GetProperty("receipt").GetString()?.Length);
    }
}
