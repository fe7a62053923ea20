using SecureDrop.Formats.Control;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>What leaves the live listener, and whatever stands before it, has the allowed headers and no other, with a date that tells nothing.</summary>
internal static class HeadersCheck
{
    private const string Name = "headers";
    private const string Before =
        "what stands before the gateway adds or changes it: see its settings (nginx: server_tokens off, proxy_pass_header Date), or ask the gateway itself with --url";

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (!seen.Door.Is(out var answers, out var why)) return [Finding.Unknown(Name, why, Next(seen))];
        var found = new List<Finding>();
        if (Foreign(answers) is { Count: > 0 } foreign) found.Add(Finding.Danger(Name, $"foreign headers: {string.Join(", ", foreign)}", Before));
        if (Other(answers) is { Count: > 0 } other) found.Add(Finding.Danger(Name, $"not as the gateway sends it: {string.Join(", ", other)}", Before));
        var wrong = answers.Where(answer => !answer.Expected.Contains(answer.Status)).Select(answer => $"{answer.Asked} gives {answer.Status}").ToList();
        if (wrong.Count > 0)
            found.Add(Finding.Danger(
                Name, string.Join(", ", wrong), "something else answers there, or sends control requests in: look at what listens and at the proxy's rules"));
        if (answers.Where(answer => answer.Status is >= 400 and not 503).Select(answer => answer.Octets).Distinct().Count() > 1)
            found.Add(Finding.Warning(Name, "refusals differ in length", Before));
        return found.Count > 0 ? found : [Finding.Ok(Name, $"{answers.Length} answers with the allowed headers and no other")];
    }

    /// <summary>A Unix socket is asked by a name that the keyring has: before the first one, nothing can be asked there.</summary>
    private static string Next(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out _)) return "see `gateway`";
        if (seen.PublicSocket is null) return "name the listener on this machine: --url http://127.0.0.1:PORT";
        return status.KeyringEpoch is null || !seen.Keyring.Is(out _, out _) ? "see `keyring`" : "systemctl restart securedrop-gateway.socket securedrop-gateway.service, and see `public-socket`";
    }

    private static List<string> Foreign(DoorAnswer[] answers) =>
    [
        .. answers.SelectMany(answer => answer.Headers.Keys).Where(name => !PublicHeaders.Allowed.Contains(name))
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal),
    ];

    private static List<string> Other(DoorAnswer[] answers) =>
        [.. PublicHeaders.Always.Where(always => Array.Exists(answers, answer => Value(answer, always.Key) != always.Value)).Select(always => always.Key)];

    private static string? Value(DoorAnswer answer, string name) =>
        answer.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
