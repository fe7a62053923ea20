using System.CommandLine;
using System.CommandLine.Parsing;
using SecureDrop.Formats;
using SecureDrop.Source.Trust;

namespace SecureDrop.Source;

/// <summary>The options that `seal` and `submit` share: by which keyring, and what.</summary>
internal sealed class TestimonyOptions
{
    private static readonly Dictionary<string, int> Sizes = new(StringComparer.Ordinal)
    {
        ["16K"] = 16 << 10,
        ["64K"] = 64 << 10,
        ["256K"] = 256 << 10,
        ["1M"] = 1 << 20,
        ["4M"] = 4 << 20,
    };

    public Option<FileInfo> Keyring { get; } = new("--keyring") { Required = true, HelpName = "FILE", Description = "the signed keyring" };

    public Option<Fingerprint?> Root { get; } = new("--root")
    {
        HelpName = "FINGERPRINT",
        // Without quotes, the shell hands on its ten groups as ten words.
        Arity = new ArgumentArity(1, 10),
        AllowMultipleArgumentsPerToken = true,
        Description = "the root's fingerprint; needed at first use, then remembered",
        CustomParser = result =>
        {
            if (Fingerprint.TryParseTyped(string.Concat(result.Tokens.Select(token => token.Value)), out var root)) return root;
            result.AddError("--root takes 40 hexadecimal digits.");
            return null;
        },
    };

    public Option<string> Message { get; } = new("--message") { Required = true, HelpName = "FILE", Description = "file with the account, UTF-8 text, at most 1 MiB; - for standard input" };

    public Option<FileInfo[]> Attach { get; } = new("--attach") { HelpName = "FILE", Description = "file to seal with it; may be given again" };

    public Option<string?> Language { get; } = new("--language") { HelpName = "TAG", Description = "language of the account, such as ar or ckb" };

    public Option<int?> PartSize { get; } = new("--part-size")
    {
        HelpName = "SIZE",
        Description = "16K, 64K, 256K, 1M or 4M (default: the smallest that holds everything, at most 4M)",
        CustomParser = TakeSize,
    };

    public Option<DirectoryInfo?> Home { get; } = new("--home") { HelpName = "DIR", Description = "where the root is remembered (default: ~/.securedrop-source)" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Keyring, Root, Message, Attach, Language, PartSize, Home]) command.Options.Add(option);
    }

    public PinFolder Pins(ParseResult parsed) => parsed.GetValue(Home) is { } home ? new PinFolder(home) : PinFolder.Default;

    private static int? TakeSize(ArgumentResult result)
    {
        if (Sizes.TryGetValue(result.Tokens[0].Value, out var octets)) return octets;
        result.AddError("--part-size takes 16K, 64K, 256K, 1M or 4M.");
        return null;
    }
}
