using System.CommandLine;

namespace SecureDrop.Source.Gateway;

/// <summary>Where the gateway is, and by which way.</summary>
internal sealed class GatewayOptions
{
    public Option<Uri> To { get; } = new("--to")
    {
        Required = true,
        HelpName = "URL",
        Description = "the gateway's address, http:// or https://",
        CustomParser = result => Take(result, "--to", "http", "https"),
    };

    public Option<Uri?> Proxy { get; } = new("--proxy")
    {
        HelpName = "URL",
        Description = "socks5://HOST:PORT, for Tor usually socks5://127.0.0.1:9050",
        CustomParser = result => Take(result, "--proxy", "socks5"),
    };

    public void AddTo(Command command)
    {
        command.Options.Add(To);
        command.Options.Add(Proxy);
        command.Validators.Add(result =>
        {
            // Asking a local resolver for an onion name tells the line who is being visited. Source: RFC 7686 §2.
            if (Uri.TryCreate(result.GetResult(To)?.Tokens is [var first, ..] ? first.Value : null, UriKind.Absolute, out var to)
                && IsOnion(to) && result.GetResult(Proxy) is null)
                result.AddError("An .onion address needs --proxy, for Tor usually socks5://127.0.0.1:9050.");
        });
    }

    public GatewayClient Connect(ParseResult parsed) => new(parsed.GetRequiredValue(To), parsed.GetValue(Proxy));

    /// <summary>As a resolver would see it: other full stops than the ASCII one are mapped to it, and one at the end means nothing.</summary>
    private static bool IsOnion(Uri address) => address.IdnHost.TrimEnd('.').EndsWith(".onion", StringComparison.OrdinalIgnoreCase);

    private static Uri? Take(System.CommandLine.Parsing.ArgumentResult result, string name, params string[] schemes)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Query.Length == 0) return uri;
        result.AddError($"{name} takes an address that starts with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}.");
        return null;
    }
}
