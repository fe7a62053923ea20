using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The operator's secret key is its owner's alone, and does not lie where the gateway could have it. Its passphrase is the second lock, not the first.</summary>
internal static class SigningKeyCheck
{
    private const string Name = "signing-key";
    private const string Burnt = "if anybody but you may have taken a copy, have the reviewers revoke it and list another";

    public static IEnumerable<Finding> Judge(Snapshot seen)
    {
        if (seen.SigningKey is not { } key)
            return [Finding.Notice(Name, "where the operator's secret key lies is not known here, so nobody looked at its mode", "name it: --signing-key FILE")];
        if (!key.Status.Is(out var file, out var why)) return [Finding.Unknown(Name, why, $"name the file: --signing-key FILE; or {Again.AsTheGateway}")];
        var found = new List<Finding>();
        if (!file.IsOwnersAlone) found.Add(Finding.Danger(Name, $"{key.File} has mode {file.Octal}: others may copy it", $"chmod 600 {key.File}; {Burnt}"));
        if (key.LiesIn(seen.Directory.Path))
            found.Add(Finding.Danger(Name, $"{key.File} lies in the data directory: who takes that away has both", $"move it out; {Burnt}"));
        if (seen.HandsOverKeys && seen.Key.OrNull()?.Beside.Contains(key.File) == true)
            found.Add(Finding.Danger(
                Name, $"{key.File} lies beside the at-rest key, in the folder that is handed to the gateway whole", $"move it to a folder of its own, mode 0700; {Burnt}"));
        foreach (var parent in key.LooseParents)
            found.Add(Finding.Danger(
                Name, $"others may change {parent}, and so put another key in its place", $"chmod go-w {parent}, and give it to root or to account {file.User}"));
        return found.Count > 0 ? found : [Finding.Ok(Name, $"{key.File}, mode {file.Octal}")];
    }
}
