namespace SecureDrop.Claims;

/// <summary>SECURITY.md: the reviewer's program holds no networking code.</summary>
public sealed class ReviewerHasNoNetworkTests
{
    /// <summary>System.Net.Primitives only names addresses (BouncyCastle reads them in certificates); it opens no connection.</summary>
    private static IEnumerable<string> Networking(string program) => AssemblyClosure.Of(program)
        .Where(name => name.StartsWith("System.Net.", StringComparison.Ordinal) || name is "System.IO.Pipes" or "System.Net")
        .Except(["System.Net.Primitives"]);

    [Fact]
    public void The_reviewers_closure_holds_no_networking_assembly()
    {
        Assert.Contains("BouncyCastle.Cryptography", AssemblyClosure.Of(Checkout.Program("Reviewer")));
        Assert.Empty(Networking(Checkout.Program("Reviewer")));
    }

    [Fact]
    public void Control_the_sources_program_has_networking_and_is_caught() =>
        Assert.Contains("System.Net.Http", Networking(Checkout.Program("Source")));
}
