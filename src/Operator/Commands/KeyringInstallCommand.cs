using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Operator.Commands;

/// <summary>`keyring install`: verifies a chain, shows what would change, asks, hands the last one to the gateway and pins it.</summary>
internal static class KeyringInstallCommand
{
    public static async Task RunAsync(Desk desk, IReadOnlyList<string> files, string? root, Func<bool> agreed, CancellationToken stop)
    {
        var pin = desk.Directory.ReadPin();
        var (trusted, frame) = Verify(files, RootOf(root, pin), pin, desk.Today);
        var keyring = trusted.Lines;
        WarnOf(keyring, desk.Report);
        var inForce = await desk.Gateway.KeyringAsync(stop);
        foreach (var change in KeyringWords.Difference(Read(inForce), keyring)) desk.Report.Say(change);
        if (!agreed()) throw Troubles.NotInstalled();
        await desk.Gateway.InstallKeyringAsync(frame, keyring.Root, stop);
        // Only now: a keyring that the gateway does not follow must not bar the next one.
        desk.Directory.WritePin(new Pin(keyring.Root, keyring.Epoch, keyring.Hash));
        desk.Report.Result(KeyringSummary.Of(keyring), OperatorJson.Default.KeyringSummary);
        desk.Report.Say($"installed: the gateway follows epoch {keyring.Epoch} from now on");
    }

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
