using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Org.BouncyCastle.Security;
using SecureDrop.Certificates;
using SecureDrop.Formats.Testimonies;
using SecureDrop.Source.Trust;

namespace SecureDrop.Source;

/// <summary>From the options to parts: trust the keyring, take the account and files, plan the archive, seal lazily.</summary>
internal static class TestimonyPlan
{
    private const string FromInput = "-";

    /// <summary>Parts are sealed as they are asked for; null when something was refused.</summary>
    public static (TestimonyArchive Archive, IEnumerable<SealedPart> Parts)? Make(TestimonyOptions options, ParseResult parsed, Door door, out Ending? ending)
    {
        var today = DateOnly.FromDateTime(door.Time.GetUtcNow().UtcDateTime);
        var keyring = KeyringTrust.Open(parsed.GetRequiredValue(options.Keyring), parsed.GetValue(options.Root), options.Pins(parsed), today, out ending);
        if (keyring is null) return null;

        var random = new SecureRandom();
        var sealer = keyring.SealingDay(today) is { } day ? Sealer.For(keyring, day, random) : null;
        if (sealer is null)
        {
            ending = new(ExitCode.Refused, "The keyring names nobody to seal to today.", "Get the newest keyring.");
            return null;
        }
        var attached = parsed.GetValue(options.Attach) ?? [];
        var message = parsed.GetRequiredValue(options.Message);
        ending = message == FromInput ? null : FileNamed.Trouble(message, "--message takes a file, or - for standard input.");
        foreach (var file in attached) ending ??= FileNamed.Trouble(file.FullName, "--attach takes a file; give it once for each.");
        if (ending is not null) return null;
        if (!TryReadAccount(message, door, out var text))
        {
            ending = new(ExitCode.Refused, "The message is not UTF-8 text, or longer than 1 MiB.", "Give longer texts as --attach.");
            return null;
        }
        if (string.IsNullOrWhiteSpace(text) && attached.Length == 0)
        {
            ending = new(ExitCode.Refused, "The account is empty and nothing is attached: there is nothing to seal.", "Write the account into the file that --message names, or --attach a file.");
            return null;
        }
        var files = attached.Select(file => Attachment.Measure(file.Name, file.OpenRead)).ToList();
        var account = new Account(text, parsed.GetValue(options.Language));
        if (!TestimonyArchive.TryPlan(account, files, parsed.GetValue(options.PartSize), out var archive, out var fault))
        {
            ending = fault == TestimonyFault.LanguageMalformed
                ? new(ExitCode.Usage, $"{Words(fault)}.")
                : new(ExitCode.Refused, $"The testimony is refused: {Words(fault)}.");
            return null;
        }
        return (archive, Sealing.Seal(archive, sealer, random));
    }

    private static string Words(TestimonyFault fault) => fault switch
    {
        TestimonyFault.HeadTooLarge => "the account does not fit in one part of this size",
        TestimonyFault.LanguageMalformed => "--language takes a tag such as ar or ckb",
        TestimonyFault.AccountTooLarge => "the account is too long",
        TestimonyFault.TooManyFiles => "too many files are attached",
        TestimonyFault.FileNameRefused => "a file's name is empty, too long, or stands twice",
        TestimonyFault.SizeOutOfRange => "a file is larger than an archive can hold",
        TestimonyFault.TooManyParts => "it would make too many parts; take a larger --part-size or attach less",
        _ => "it cannot be written in its one form",
    };

    private static bool TryReadAccount(string name, Door door, out string text)
    {
        text = "";
        var room = new byte[Testimony.MaximumAccountOctets + 1];
        using var stream = name == FromInput ? door.Input() : File.OpenRead(name);
        var octets = room.AsSpan(0, stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false));
        var fits = octets.Length <= Testimony.MaximumAccountOctets && Utf8.IsValid(octets);
        if (fits) text = Encoding.UTF8.GetString(octets);
        CryptographicOperations.ZeroMemory(room);
        return fits;
    }
}
