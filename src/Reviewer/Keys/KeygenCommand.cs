using System.CommandLine;
using System.Text.Json;
using SecureDrop.Certificates;
using SecureDrop.Reviewer.Isolation;

namespace SecureDrop.Reviewer.Keys;

/// <summary>`keygen`: makes a key and its three files. Offline, like everything of the reviewer's program.</summary>
internal static class KeygenCommand
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

    public static Command Create(TimeProvider? time = null)
    {
        var role = new Option<string>("--role") { HelpName = "ROLE", Required = true, Description = "reviewer (opens submissions), operator (signs bundles), root (signs keyrings) or backup (opens backups of a gateway)" };
        role.AcceptOnlyFromAmong("reviewer", "root", "operator", "backup");
        var name = new Option<string>("--name") { HelpName = "NAME", Required = true, Description = "user ID and start of the file names: letters, digits, - _ ." };
        name.Validators.Add(result =>
        {
            if (!IsName(result.GetValueOrDefault<string>())) result.AddError("--name takes 1 to 64 of a-z A-Z 0-9 - _ . and does not start with a dot.");
        });
        var folder = new Option<DirectoryInfo>("--out") { HelpName = "DIR", Description = "folder for the files (default: this one)", DefaultValueFactory = _ => new(".") };
        var passphraseFile = new Option<FileInfo?>("--passphrase-file") { HelpName = "FILE", Description = "its first line is the passphrase; without it you are asked" };
        var json = new Option<bool>("--json") { Description = "print the fingerprint and files as JSON" };

        var command = new Command("keygen", "Make a secret key, its certificate and its revocation.") { role, name, folder, passphraseFile, json };
        command.SetAction(parsed => KeyFiles.Run(parsed, () => Make(
            parsed, parsed.GetRequiredValue(role) is "reviewer" or "backup", parsed.GetRequiredValue(name),
            parsed.GetRequiredValue(folder), parsed.GetValue(passphraseFile), parsed.GetValue(json), time ?? TimeProvider.System)));
        return command;
    }

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= 64 } && name[0] != '.' && !name.AsSpan().ContainsAnyExcept(Letters);

    private static Trouble? Make(ParseResult parsed, bool opens, string name, DirectoryInfo folder, FileInfo? passphraseFile, bool json, TimeProvider time)
    {
        var path = Path.Combine(folder.FullName, name);
        if (File.Exists(folder.FullName)) return Trouble.InputOutput($"{folder.FullName} is a file, not a folder", "name the folder to write to: --out DIR");
        if (KeyFiles.Taken("--name or --out", path + ".secret.asc", path + ".revocation.asc", path + ".public.asc") is { } taken) return taken;
        if (Passphrase.Choose(passphraseFile, out var trouble) is not { } passphrase) return trouble;
        var key = NewKey.Make(name, opens, time.GetUtcNow(), subkeyExpires: null, passphrase, KernelRandom.New());
        Array.Clear(passphrase);

        folder.Create();
        KeyFiles.WriteNew(path + ".secret.asc", key.Secret, secret: true);
        KeyFiles.WriteNew(path + ".revocation.asc", key.Revocation, secret: true);
        KeyFiles.WriteNew(path + ".public.asc", key.Public, secret: false);
        Report(parsed.InvocationConfiguration.Output, key, path, json);
        return null;
    }

    private static void Report(TextWriter output, NewKey key, string path, bool json)
    {
        if (!json)
        {
            output.WriteLine($"fingerprint  {key.Primary.Grouped()}");
            output.WriteLine($"certificate  {path}.public.asc");
            output.WriteLine($"secret key   {path}.secret.asc");
            output.WriteLine($"revocation   {path}.revocation.asc (print it and keep it elsewhere)");
            output.WriteLine(KeyOptions.CompareByVoice);
            return;
        }
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("fingerprint", key.Primary.ToString());
            writer.WriteString("certificate", path + ".public.asc");
            writer.WriteString("secretKey", path + ".secret.asc");
            writer.WriteString("revocation", path + ".revocation.asc");
            writer.WriteEndObject();
        }
        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
