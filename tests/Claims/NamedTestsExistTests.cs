using System.Text.RegularExpressions;

namespace SecureDrop.Claims;

/// <summary>What README.md and SECURITY.md point to is there, and no claim's test is left out of SECURITY.md.</summary>
public sealed partial class NamedTestsExistTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    public void Every_link_into_the_checkout_leads_somewhere(string page)
    {
        var links = Links(File.ReadAllText(Path.Combine(Checkout.Root, page))).ToArray();
        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, LeadsNowhere);
    }

    [Fact]
    public void Every_claim_test_is_named_in_SECURITY()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "SECURITY.md"));
        var tests = Directory.GetFiles(Path.Combine(Checkout.Root, "tests", "Claims"), "*Tests.cs")
            .Select(path => Path.GetFileName(path)).Except([$"{nameof(NamedTestsExistTests)}.cs"]).ToArray();
        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.Contains($"tests/Claims/{test}", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Control_a_link_to_a_file_that_has_moved_is_noticed() =>
        Assert.Single(Links("[`GoneTests`](tests/Claims/GoneTests.cs) [readme](README.md)"), LeadsNowhere);

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(page).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    private static bool LeadsNowhere(string link) => !Path.Exists(Path.Combine(Checkout.Root, link));
}
