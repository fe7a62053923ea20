using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SecureDrop.Claims;

/// <summary>SECURITY.md: the kit that the gateway gives can reach no network, whatever runs in it. What two browsers make of that: tests/Page/KitTests.</summary>
public sealed partial class KitReachesNoNetworkTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task The_kits_policy_forbids_every_way_out_and_stands_before_all_that_it_rules()
    {
        _world.StartGateway();
        var kit = await _world.Http.GetStringAsync("/kit");
        var policy = Policy().Match(kit);
        Assert.True(policy.Success);
        Assert.True(ForbidsEveryWayOut(policy.Groups[1].Value), policy.Value);
        Assert.DoesNotMatch("<(script|style|link|img|base|iframe|form|meta http-equiv)", kit[..policy.Index]);
        // The one script it lets run is the one in the file.
        var script = kit[(kit.LastIndexOf("<script>", StringComparison.Ordinal) + "<script>".Length)..kit.LastIndexOf("</script>", StringComparison.Ordinal)];
        Assert.Contains($"script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'", policy.Value, StringComparison.Ordinal);

        // Control: the page that sends does have a way out.
        using var page = await _world.Http.GetAsync("/en/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.False(ForbidsEveryWayOut(page.Headers.GetValues("Content-Security-Policy").Single()));
    }

    /// <summary>Nothing but what is named may load or leave, and what is named lies in the file itself. Source: CSP Level 3 §6.</summary>
    private static bool ForbidsEveryWayOut(string policy)
    {
        var rules = policy.Split(';').Select(rule => rule.Trim().Split(' ', 2)).ToDictionary(rule => rule[0], rule => rule[1]);
        return rules.Remove("default-src", out var usual) && usual == "'none'" && rules.Remove("worker-src", out var worker) && worker == "blob:"
            && rules.Remove("require-trusted-types-for") && rules.Remove("trusted-types") && rules.ContainsKey("form-action")
            && rules.Values.All(allowed => allowed == "'none'" || Hash().IsMatch(allowed));
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")]
    private static partial Regex Policy();

    [GeneratedRegex("^'sha256-[A-Za-z0-9+/]{43}='$")]
    private static partial Regex Hash();
}
