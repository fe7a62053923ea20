using SecureDrop.Gateway.Html;

namespace SecureDrop.Gateway.Http;

/// <summary>Content security policies: what a browser may do with an answer of ours. Source: CSP Level 3; Trusted Types.</summary>
internal static class Policy
{
    /// <summary>For everything that needs no script, and that is all but one page: nothing runs, nothing is loaded.</summary>
    public static string Strict { get; } = Pages(Styles.Common);

    /// <summary>
    /// For the page that seals. Its one script runs because of its hash, not because of where it comes from: a browser that did not compare hashes would
    /// run none. It may start its worker, and speak to this server and to no other.
    /// </summary>
    /// <param name="styles">The sheets inside the page.</param>
    /// <param name="script">The script's hash as an integrity attribute has it.</param>
    public static string Sealing(Styles styles, string script) =>
        $"{Pages(styles)}; script-src '{script}'; worker-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types securedrop";

    private static string Pages(Styles styles) =>
        $"default-src 'none'; style-src {styles.Hashes}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}
