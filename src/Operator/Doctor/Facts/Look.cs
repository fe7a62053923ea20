using SecureDrop.Certificates;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Operator.AtRest;
using SecureDrop.Operator.Kits;
using SecureDrop.Operator.Setup;

namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>Takes the snapshot. It changes nothing but a small file in the data directory, which it writes, flushes and takes away.</summary>
/// <param name="desk">Whose gateway.</param>
/// <param name="machine">The kernel's texts.</param>
/// <param name="options">Where to look.</param>
internal sealed class Look(Desk desk, Machine machine, DoctorOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly DataDirectory _directory = desk.Directory;
    private readonly Uri? _listener = options.Listener();

    public async Task<Snapshot> TakeAsync(CancellationToken stop)
    {
        var gateway = await AskAsync(quick => desk.Gateway.StatusAsync(quick), stop);
        var running = new RunningGateway(_directory);
        var process = running.Find() is { } id ? ProcessFacts.Of(id, machine) : Seen<ProcessFacts>.Not("no gateway answers");
        var keyring = await KeyringAsync(gateway, stop);
        var folder = FileStatus.Of(_directory.Path);
        var mount = Mount.Of(_directory.Path, machine);
        return new Snapshot
        {
            Now = desk.Time.GetUtcNow(),
            Directory = _directory,
            Gateway = gateway,
            IsAlive = gateway.Is(out _, out _) || (await AskAsync(AliveAsync, stop)).Is(out _, out _),
            IsHeld = running.IsHeld(),
            Process = process,
            Keyring = keyring,
            Kit = await KitAsync(keyring, stop),
            IsLockedDown = File.Exists(_directory.LockdownMark),
            IsForgotten = gateway.OrNull() is { } told && _directory.HasForgotten(told),
            Folder = folder,
            LooseFiles = LooseFiles(folder),
            LooseParents = folder.OrNull() is { } own ? [.. Parents.Loose(_directory.Path, own.User)] : [],
            Socket = FileStatus.Of(_directory.Socket),
            PublicSocket = gateway.OrNull()?.Listening is { } where && UnixListener.SocketOf(where) is { } door ? DoorSocket.Of(door, machine) : null,
            Key = Key(process),
            SigningKey = SigningKey() is { } file ? KeyFacts.Of(Path.GetFullPath(file), machine) : null,
            Mount = mount,
            Disk = mount.OrNull() is { } on ? BlockDevice.Of(on.Device, machine) : null,
            Volume = Volume.Of(_directory.Path),
            Ballast = new FileInfo(Path.Combine(_directory.Path, DataFiles.Ballast)) is { Exists: true } ballast ? ballast.Length : 0,
            Flushes = FlushTimes.Measure(_directory.Path),
            IsClockSynchronised = KernelClock.IsSynchronised(),
            BatteryClock = machine.Read("/sys/class/rtc/rtc0/since_epoch"),
            Swaps = SwapArea.All(machine),
            CorePattern = machine.Read("/proc/sys/kernel/core_pattern"),
            SuidDumpable = machine.Read("/proc/sys/fs/suid_dumpable"),
            Door = await DoorAsync(gateway, keyring, stop),
            Scan = gateway.Is(out var said, out var silence)
                ? await ScanFacts.GatherAsync(desk, said.Waiting + said.TakenOut + said.Opened, stop) : Seen<ScanFacts>.Not(silence),
            Pages = gateway.Is(out said, out silence) ? await PageFacts.GatherAsync(desk, said.VaultOctets, stop) : Seen<PageFacts>.Not(silence),
            OwnVersion = OwnVersion.Words,
        };
    }

    /// <summary>A gateway that hangs is an answer too.</summary>
    private static async Task<Seen<T>> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken stop) where T : class
    {
        using var quick = CancellationTokenSource.CreateLinkedTokenSource(stop);
        quick.CancelAfter(Patience);
        try
        {
            return await ask(quick.Token);
        }
        catch (TroubleException trouble)
        {
            return Seen<T>.Not(trouble.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Seen<T>.Not($"the gateway does not answer within {Patience.TotalSeconds:0} seconds");
        }
    }

    private async Task<string> AliveAsync(CancellationToken quick)
    {
        await desk.Gateway.AliveAsync(quick);
        return "alive";
    }

    private async Task<Seen<TrustedKeyring>> KeyringAsync(Seen<Status> gateway, CancellationToken stop)
    {
        if (!gateway.Is(out _, out var silence)) return Seen<TrustedKeyring>.Not(silence);
        return await AskAsync(
            async quick =>
            {
                var frame = await desk.Gateway.KeyringAsync(quick) ?? throw Troubles.NoKeyring();
                var pin = _directory.ReadPin() ?? throw Troubles.NoPin(_directory.PinFile);
                // Expiry is a check of its own: an expired one is looked at too.
                return VerifiedKeyring.TryOpen(frame, pin.Root, pin, DateOnly.MinValue, out var keyring, out var refusal)
                    ? keyring : throw Troubles.KeyringRefused("the gateway's keyring", refusal, null);
            },
            stop);
    }

    private async Task<Seen<KitSignature>> KitAsync(Seen<TrustedKeyring> keyring, CancellationToken stop)
    {
        if (!keyring.Is(out var trusted, out var unknown)) return Seen<KitSignature>.Not(unknown);
        var kit = await AskAsync(quick => desk.Gateway.KitAsync(quick), stop);
        if (!kit.Is(out var signature, out var unsigned)) return Seen<KitSignature>.Not(unsigned);
        var own = OfflineKit.Make(trusted, trusted.Frame.Write(), null, desk.Time.GetUtcNow()).Files;
        if (signature.HashList != own.HashList) return Seen<KitSignature>.Not("the gateway serves another kit than this program makes");
        var signer = Fingerprint.TryParse(signature.Signer, out var primary) ? trusted.Find(primary) : null;
        return signer is not null && Signatures.VerifyDetached(own.Kit, signature.Signature, signer, desk.Time.GetUtcNow())
            ? signature : Seen<KitSignature>.Not("its signature does not verify");
    }

    private Seen<KeyFacts> Key(Seen<ProcessFacts> process)
    {
        var named = options.AtRestKeyFile ?? process.OrNull()?.AtRestKeyFile ?? Checkout.AtRestKey;
        return named is not null ? KeyFacts.Of(Path.GetFullPath(named), machine) : Seen<KeyFacts>.Not("where the key lies is not known here");
    }

    private string? SigningKey() => options.SigningKeyFile ?? (File.Exists(Question.PackagedSigningKey) ? Question.PackagedSigningKey : null);

    private async Task<Seen<DoorAnswer[]>> DoorAsync(Seen<Status> gateway, Seen<TrustedKeyring> keyring, CancellationToken stop)
    {
        if (_listener is null && gateway.OrNull()?.Listening is { } word && UnixListener.SocketOf(word) is { } socket)
        {
            // By the first name that sources know: to another the gateway says no more than that it is wrong.
            return keyring.Is(out var named, out var unnamed)
                ? await DoorVisit.MakeAsync(UnixListener.Named(named.Lines.Addresses[0]), socket, stop) : Seen<DoorAnswer[]>.Not(unnamed);
        }

        var said = gateway.OrNull()?.Listening is { } url && Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null;
        if ((_listener ?? said) is not { } visited)
            return Seen<DoorAnswer[]>.Not(gateway.Is(out _, out var silence) ? "the gateway does not say where it listens" : silence);
        return visited is { IsLoopback: true, Port: > 0 }
            ? await DoorVisit.MakeAsync(visited, null, stop)
            : Seen<DoorAnswer[]>.Not($"{visited.GetLeftPart(UriPartial.Authority)} is not this machine's own address, and doctor asks over no network");
    }

    private Seen<string[]> LooseFiles(Seen<FileStatus> folder)
    {
        if (!folder.Is(out var own, out var why)) return Seen<string[]>.Not(why);
        try
        {
            return new DirectoryInfo(_directory.Path).GetFileSystemInfos()
                .Where(file => FileStatus.Of(file.FullName).OrNull() is { } status && (!status.IsOwnersAlone || status.User != own.User))
                .Select(file => file.Name).Order(StringComparer.Ordinal).ToArray();
        }
        catch (UnauthorizedAccessException)
        {
            return Seen<string[]>.Not($"{_directory.Path} may not be read by this account");
        }
    }
}
