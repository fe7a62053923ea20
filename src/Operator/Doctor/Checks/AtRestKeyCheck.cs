using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The key that opens the vault: its account's alone, outside the data directory, and at best not on the same disk.</summary>
internal static class AtRestKeyCheck
{
    private const string Name = "at-rest-key";

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (!seen.Key.Is(out var key, out var unnamed)) return [Finding.Unknown(Name, unnamed, "name the file at its source: --at-rest-key FILE")];
        // The copy is always well kept, and says nothing about where it was made from.
        if (IsCopy(key.File, seen.Process.OrNull()?.Credentials))
            return [Finding.Unknown(Name, $"{key.File} is systemd's copy of the key, not its source", "name the source with --at-rest-key FILE (LoadCredential= in the unit says where it is)")];
        if (!key.Status.Is(out var file, out var why))
            return [Finding.Unknown(Name, why, $"name the file at its source: --at-rest-key FILE; or {Again.AsTheGateway}")];
        var found = new List<Finding>();
        if (!file.IsOwnersAlone) found.Add(Finding.Danger(
            Name, $"{key.File} has mode {file.Octal}: others may read it", $"chmod 600 {key.File}; then securedrop-operator at-rest-key rotate --key {key.File}"));
        if (seen.Process.OrNull()?.User is { } user && file.User != 0 && file.User != user)
            found.Add(Finding.Danger(
                Name, $"{key.File} belongs to account {file.User}, which is not the gateway's",
                $"chown {user} {key.File}; then securedrop-operator at-rest-key rotate --key {key.File}"));
        if (key.LiesIn(seen.Directory.Path))
            found.Add(Finding.Danger(
                Name, $"{key.File} lies in the data directory: who takes that away has both",
                $"move it out, start the gateway with its new place, then securedrop-operator at-rest-key rotate --key FILE"));
        foreach (var parent in key.LooseParents)
            found.Add(Finding.Danger(
                Name, $"others may change {parent}, and so put another key in its place",
                $"chmod go-w {parent}, and give it to root or to account {file.User}"));
        if (key.Beside.Length > 0 && seen.HandsOverKeys)
            found.Add(Finding.Danger(
                Name, $"{string.Join(", ", key.Beside.Select(Path.GetFileName))} lies beside it, in the folder that is handed to the gateway whole",
                "move it to a folder of its own, mode 0700; a secret key that lay there is to be revoked and replaced"));
        if (key.IsBegun)
            found.Add(Finding.Warning(
                Name, $"{key.File}.next is there: a change of the key was begun and not finished", $"securedrop-operator at-rest-key rotate --key {key.File}"));
        if (found.Count > 0) return found;
        return [SamePlace(seen, key) ?? Finding.Ok(Name, $"{key.File}, mode {file.Octal}, not on the vault's file system")];
    }

    private static bool IsCopy(string file, string? credentials) =>
        file.StartsWith("/run/credentials/", StringComparison.Ordinal) || (credentials is { Length: > 0 } && file.StartsWith(credentials.TrimEnd('/') + '/', StringComparison.Ordinal));

    private static Finding? SamePlace(Snapshot seen, KeyFacts key)
    {
        if (!key.Mount.Is(out var own, out var why) || !seen.Mount.Is(out var vault, out why)) return Finding.Unknown(Name, why, Again.AsTheGateway);
        return own.Point != vault.Point && own.Device != vault.Device ? null : Finding.Notice(
            Name, $"{key.File} lies on the same file system as the vault: who takes the disk has both",
            "a stick that is pulled after the start; a systemd credential bound to the machine's TPM (systemd-creds encrypt) helps too, but no lockdown reaches it");
    }
}
