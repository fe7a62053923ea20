using System.CommandLine;
using System.Text.Json;
using SecureDrop.Formats.OpenPgp;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Home;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Opening;

namespace SecureDrop.Reviewer.Backups;

/// <summary>`paper`: a secret key, still locked by its passphrase, and its revocation as lines to print; and back again from what was typed.</summary>
internal static class PaperCommand
{
    private const string SecretBlock = "PGP PRIVATE KEY BLOCK", RevocationBlock = "PGP PUBLIC KEY BLOCK";
    private const char Secret = 'S', Revocation = 'R';

    public static Command Create()
    {
        var rootKey = new Option<FileInfo?>("--root-key") { HelpName = "FILE", Description = "the root's secret key, to be printed" };
        var restore = new Option<FileInfo?>("--restore") { HelpName = "FILE", Description = "a typed paper form, to be read back" };
        var to = new Option<FileInfo>("--to") { HelpName = "FILE", Required = true, Description = "file to write: the paper form, or with --restore the secret key" };
        var revocation = new Option<FileInfo?>("--revocation")
        {
            HelpName = "FILE",
            Description = "its revocation (default: NAME.revocation.asc beside NAME.secret.asc); with --restore, file to write it to",
        };
        var json = CommandDoor.JsonOption();
        var command = new Command("paper", "Write the root's secret key as text to print, or read such a text back.") { rootKey, restore, to, revocation, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(rootKey) is null == result.GetValue(restore) is null) result.AddError("paper takes either --root-key FILE or --restore FILE.");
        });
        command.SetAction(parsed => CommandDoor.Run(parsed, parsed.GetValue(json), door =>
        {
            var target = parsed.GetRequiredValue(to).FullName;
            if (KeyFiles.Taken("--to", target) is { } taken) return taken;
            return parsed.GetValue(rootKey) is { } key
                ? Print(key.FullName, parsed.GetValue(revocation)?.FullName ?? key.FullName.Replace(".secret.", ".revocation.", StringComparison.Ordinal), target, door)
                : Restore(parsed.GetValue(restore)?.FullName ?? "", target, parsed.GetValue(revocation)?.FullName, door);
        }));
        return command;
    }

    private static Trouble? Print(string keyFile, string revocationFile, string target, CommandDoor door)
    {
        if ((NamedFile.Trouble(keyFile) ?? NamedFile.Trouble(revocationFile)) is { } absent) return absent;
        var armored = File.ReadAllText(keyFile);
        if (SecretKeyFile.Read(armored) is not { } key || !Armor.TryRead(armored, SecretBlock, out var secret))
            return Trouble.Refused($"{Path.GetFileName(keyFile)} is no secret key as keygen writes it", "--root-key takes the root's NAME.secret.asc");
        if (secret.Length > PaperForm.MaximumOctets) return Trouble.Refused("this key has too many subkeys for paper", "paper is for the root's key; for a reviewer's there is backup");
        if (!Armor.TryRead(File.ReadAllText(revocationFile), RevocationBlock, out var revocation))
            return Trouble.Refused($"{Path.GetFileName(revocationFile)} is no revocation as keygen writes it", "--revocation takes NAME.revocation.asc");
        KeyFiles.WriteNew(target, Text(key, secret, revocation), secret: true);
        Tell(door, key, target, $"""
            paper  {target}: fingerprint {key.Primary.Grouped()}
            next   print it on a printer without a network or a memory, type it back as a trial, then remove the file
            """);
        return null;
    }

    private static string Text(SecretKeyFile key, byte[] secret, byte[] revocation) => $"""
        SecureDrop.Net: a secret key on paper

        Fingerprint  {key.Primary.Grouped()}

        Who has this sheet and the passphrase can act as this key. Keep the sheet where only its keeper comes, and the passphrase elsewhere.

        To bring it back: type the lines that begin with S into a text file, each as it stands here; upper or lower case and blanks do not matter. The last two
        signs of a line find mistakes in it. Letters A to Z and digits 2 to 7 occur; 0, 1 and 8 do not: they are O, I and B. Then, on the isolated machine:
            securedrop-reviewer paper --restore TYPED --to root.secret.asc
        Without this program: take the label and the last two signs off each line and the blanks out, then
            base32 -d | head -c {secret.Length} | gpg --import

        Secret key, {secret.Length} octets
        {string.Join('\n', PaperForm.Write(Secret, secret))}

        Its revocation, {revocation.Length} octets: to be published when the key is lost or stolen. Back it comes with --revocation FILE, or as above.
        {string.Join('\n', PaperForm.Write(Revocation, revocation))}

        """;

    private static Trouble? Restore(string file, string target, string? revocationTarget, CommandDoor door)
    {
        if (NamedFile.Trouble(file) is { } absent) return absent;
        if (revocationTarget is not null && KeyFiles.Taken("--revocation", revocationTarget) is { } taken) return taken;
        var typed = File.ReadAllLines(file);
        if (Take(Secret, typed, SecretBlock, out var trouble) is not { } armored) return trouble;
        if (SecretKeyFile.Read(armored) is not { } key) return Trouble.Refused("the lines are right, and yet they hold no secret key");
        string? revocation = null;
        if (revocationTarget is not null && (revocation = Take(Revocation, typed, RevocationBlock, out trouble)) is null) return trouble;
        KeyFiles.WriteNew(target, armored, secret: true);
        if (revocationTarget is not null && revocation is not null) KeyFiles.WriteNew(revocationTarget, revocation, secret: true);
        Tell(door, key, target, $"restored  {target}: fingerprint {key.Primary.Grouped()}, compare it with the paper");
        return null;
    }

    private static void Tell(CommandDoor door, SecretKeyFile key, string file, string words) =>
        door.Output.WriteLine(door.Json ? JsonSerializer.Serialize(new(file, $"{key.Primary}"), HomeJson.Default.PaperAnswer) : words);

    private static string? Take(char block, string[] typed, string type, out Trouble? trouble)
    {
        var octets = PaperForm.Read(block, typed, out var wrong);
        trouble = octets is null ? Trouble.Refused($"mistyped or missing: line {string.Join(", ", wrong)}", "compare these with the paper, sign by sign, and look whether a line is left out") : null;
        return octets is null ? null : Armor.Write(type, octets);
    }
}
