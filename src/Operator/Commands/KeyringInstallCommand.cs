using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;
using SecureDrop.Operator.Bundles;
using SecureDrop.Operator.Kits;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `keyring install`: verifies a chain, shows what would change, asks, hands the last one to the gateway and pins it; makes the page and the offline kit
/// for it and signs the kit. The same keyring given again only signs.
/// </summary>
internal static class KeyringInstallCommand
{
    public static async Task RunAsync(
        Desk desk, IReadOnlyList<string> files, string? root, KitSigning signing, Func<bool> agreed, CancellationToken stop)
    {
        var pin = desk.Directory.ReadPin();
        var (trusted, frame) = Verify(files, RootOf(root, pin), pin, desk.Today);
        var keyring = trusted.Lines;
        WarnOf(keyring, desk.Report);
        var inForce = await desk.Gateway.KeyringAsync(stop);
        foreach (var change in KeyringWords.Difference(Read(inForce), keyring)) desk.Report.Say(change);
        // Before anything changes: a key that does not open is no reason for half an install.
        var kit = await MakeKitAsync(desk, trusted, frame, signing, stop);
        if (!agreed()) throw Troubles.NotInstalled();
        await desk.Gateway.InstallKeyringAsync(frame, keyring.Root, stop);
        // Only now: a keyring that the gateway does not follow must not bar the next one.
        desk.Directory.WritePin(new Pin(keyring.Root, keyring.Epoch, keyring.Hash));
        await HandOverAsync(desk, kit, signing.Folder, stop);
        desk.Report.Result(
            KeyringSummary.Of(keyring) with { KitSha256 = $"{kit.Files.KitHash}", KitSigner = kit.Signature?.Signer }, OperatorJson.Default.KeyringSummary);
        desk.Report.Say($"installed: the gateway follows epoch {keyring.Epoch} from now on");
        desk.Report.SayBlock(Words(kit));
    }

    private static async Task<OfflineKit> MakeKitAsync(Desk desk, TrustedKeyring trusted, byte[] frame, KitSigning signing, CancellationToken stop)
    {
        var (keyFile, passphraseFile) = (signing.KeyFile, signing.PassphraseFile);
        if (keyFile is null != passphraseFile is null) throw Troubles.KeyAndPassphrase();
        if (keyFile is null && (await desk.Gateway.StatusAsync(stop)).Environment == "Development" && ListsExample(trusted, desk))
            (keyFile, passphraseFile) = (Checkout.ExampleKey("operator.secret.asc"), Checkout.ExampleKey("passphrase.txt"));
        if (keyFile is null || passphraseFile is null) return OfflineKit.Make(trusted, frame, null, desk.Time.GetUtcNow());
        using var signer = BundleSigner.Open(keyFile, passphraseFile, trusted, desk.Today);
        return OfflineKit.Make(trusted, frame, signer, desk.Time.GetUtcNow());
    }

    private static bool ListsExample(TrustedKeyring trusted, Desk desk) =>
        Checkout.ExampleKey("operator.public.asc") is { } file && File.Exists(file)
        && Certificate.TryRead(File.ReadAllText(file), desk.Time.GetUtcNow(), out var example, out _)
        && trusted.Lines.Operators(desk.Today).Contains(example.Primary);

    private static async Task HandOverAsync(Desk desk, OfflineKit kit, string? folder, CancellationToken stop)
    {
        if (folder is not null) kit.Write(folder);
        if (kit.Signature is null) return;
        try
        {
            await desk.Gateway.SignKitAsync(kit.Signature, stop);
        }
        catch (TroubleException why)
        {
            throw Troubles.KitNotTaken(why);
        }
    }

    private static string Words(OfflineKit kit) => $"""
        kit      {(kit.Signature is { } signature ? $"signed by {signature.Signer}"
            : "not signed, so sources can check it by voice only: to sign it, give the same command again with --signing-key FILE --passphrase-file FILE")}
        compare  by voice, with whoever asks: SHA-256 of the offline kit
                 {Voice.Grouped($"{kit.Files.KitHash}")}
        """;

    /// <summary>
    /// `keyring verify`: the same check without a gateway. A root that is typed is the only one asked, so that any organisation's keyring can be
    /// looked at; otherwise root and epoch are those pinned in the data directory, as for `install`.
    /// </summary>
    public static void Verify(Report report, TimeProvider time, IReadOnlyList<string> files, string? root, string? data)
    {
        var pin = root is null ? DataDirectory.Of(data).ReadPin() : null;
        var keyring = Verify(files, RootOf(root, pin), pin, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).Trusted.Lines;
        WarnOf(keyring, report);
        report.Result(KeyringSummary.Of(keyring), OperatorJson.Default.KeyringSummary);
        report.Say($"good: epoch {keyring.Epoch}, expires {keyring.Expires:yyyy-MM-dd}, root {keyring.Root.Grouped()}");
    }

    private static (TrustedKeyring Trusted, byte[] Frame) Verify(IReadOnlyList<string> files, Fingerprint root, Pin? pin, DateOnly today)
    {
        var chain = files.Select(file => Bounded.Read(file, Keyring.MaximumFrameOctets)).ToArray();
        if (VerifiedKeyring.TryOpenChain(chain, root, pin, today, out var last, out var refusal, out var refused)) return (last, chain[^1]);
        var detail = refused is not null ? $"{refused.Primary.Grouped()} {KeyringWords.Code(refused.Refusal)}"
            : refusal == KeyringRefusal.FormatNewer ? $"{chain.Select(frame => Keyring.Version.NewerInFrame(frame)).FirstOrDefault(newer => newer is not null)}"
            : refusal == KeyringRefusal.NotCanonical ? $"{chain.Select(Fault).FirstOrDefault(fault => fault is not null)}"
            : null;
        throw Troubles.KeyringRefused(string.Join(" ", files), refusal, detail);
    }

    private static TextRefusal? Fault(byte[] frame) =>
        SignedText.TryRead(frame, out var signed, out var fault) && Keyring.TryRead(signed.Text.Span, out _, out fault) ? null : fault;

    /// <summary>Such a keyring is whole, and may be wanted; but whoever installs it should know what follows.</summary>
    private static void WarnOf(Keyring keyring, Report report)
    {
        if (keyring.Holders.Count == 0)
            report.Progress("warning: the keyring names no holder, so nothing is ever purged without --forced");
    }

    private static Fingerprint RootOf(string? typed, Pin? pin)
    {
        if (typed is null) return pin?.Root ?? throw Troubles.RootNeeded();
        if (!Fingerprint.TryParseTyped(typed, out var root)) throw Troubles.RootMalformed();
        return pin is null || pin.Root == root ? root : throw Troubles.KeyringRefused("--root", KeyringRefusal.WrongRoot, null);
    }

    private static Keyring? Read(byte[]? frame) =>
        frame is not null && SignedText.TryRead(frame, out var signed, out _) && Keyring.TryRead(signed.Text.Span, out var keyring, out _)
            ? keyring
            : null;
}
