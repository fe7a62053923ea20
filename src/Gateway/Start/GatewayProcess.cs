using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Start;

/// <summary>One run of the program, from its first line to its exit code (COMMANDS.md).</summary>
internal static class GatewayProcess
{
    private const int Done = 0;
    private const int Refused = 1;
    private const int InputOutput = 3;
    private const int InUse = 75;

    // EX_CONFIG of sysexits.h: no start helps until a person does something.
    private const int NeedsPerson = 78;

    // Held, because what nobody holds is collected and no longer listens.
    private static PosixSignalRegistration? _askedAgain;

    public static async Task<int> RunAsync(GatewaySettings settings)
    {
        settings.Log.Write(GatewayEvent.Starting);
        ResourceLimits.ForbidCoreFile();
        try
        {
            if (settings.Development) AtRestKeyFile.MakeIfMissing(settings.AtRestKeyFile);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return End(settings.Log, GatewayEvent.AtRestKeyAbsent, settings.AtRestKeyFile, InputOutput);
        }

        if (AtRestKeyFile.TryRead(settings.AtRestKeyFile) is not { } key)
        {
            if (File.Exists(settings.LockdownMark)) settings.Log.Write(GatewayEvent.LockedDown, settings.LockdownMark);
            return End(settings.Log, GatewayEvent.AtRestKeyAbsent, settings.AtRestKeyFile, NeedsPerson);
        }

        if (key.Length != VaultOptions.AtRestKeySize)
            return End(settings.Log, GatewayEvent.AtRestKeyMalformed, settings.AtRestKeyFile, Refused);
        try
        {
            var gateway = await StartAsync(settings, key);
            return await ServeAsync(settings, gateway) is not Done and var code ? code : Closed(settings.Log, gateway.Vault);
        }
        catch (VaultUnavailableException unavailable)
        {
            return End(settings.Log, unavailable.Trouble);
        }
        catch (CannotListenException closed)
        {
            return End(settings.Log, closed.Where, closed.Message, InputOutput);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return End(settings.Log, VaultTrouble.StorageFailed);
        }
    }

    /// <summary>
    /// By the file's key; when that does not open the vault, by the one that was to follow it: a rotation was cut short after the vault had been
    /// sealed with it. Both are wiped.
    /// </summary>
    private static async Task<RunningGateway> StartAsync(GatewaySettings settings, byte[] key)
    {
        var next = AtRestKeyFile.TryReadNext(settings.AtRestKeyFile);
        try
        {
            var gateway = await RunningGateway.StartAsync(settings, key);
            if (next is not null) settings.Log.Write(GatewayEvent.AtRestKeyNotUsed, settings.AtRestKeyFile);
            return gateway;
        }
        catch (VaultUnavailableException unavailable) when (unavailable.Trouble == VaultTrouble.AtRestKey && next is not null)
        {
            return await StartWithNextAsync(settings, next);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(next);
        }
    }

    private static async Task<RunningGateway> StartWithNextAsync(GatewaySettings settings, byte[] next)
    {
        try
        {
            var gateway = await RunningGateway.StartAsync(settings, next);
            var taken = AtRestKeyFile.TryTakeNext(settings.AtRestKeyFile);
            settings.Log.Write(taken ? GatewayEvent.AtRestKeyTaken : GatewayEvent.AtRestKeyNotTaken, settings.AtRestKeyFile);
            return gateway;
        }
        catch (VaultUnavailableException unavailable) when (unavailable.Trouble == VaultTrouble.AtRestKey)
        {
            settings.Log.Write(GatewayEvent.AtRestKeyNotUsed, settings.AtRestKeyFile);
            throw;
        }
    }

    private static async Task<int> ServeAsync(GatewaySettings settings, RunningGateway started)
    {
        await using var gateway = started;
        // The servers stop listening for signals before the vault is closed: a second one would then end the process in the middle of that.
        _askedAgain = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
#pragma warning disable RS0030 // Do not use banned APIs: the first line on stdout, made of settings only (COMMANDS.md).
        await Console.Out.WriteLineAsync(FirstLine(settings, gateway));
#pragma warning restore RS0030
        Supervisor.Ready();
        _ = new Supervisor(settings.ControlSocket).WatchAsync(gateway.Stopping);
        var code = await UntilStoppedAsync(settings.Log, gateway);
        Supervisor.Stopping();
        return code;
    }

    /// <summary>A vault that could not bring its log into the data file has lost nothing that it answered, unless the disk has: never in silence.</summary>
    private static int Closed(EventLog log, Vault vault) => vault.Stopped is { IsCompletedSuccessfully: true } stopped ? End(log, stopped.Result) : Done;

    private static string FirstLine(GatewaySettings settings, RunningGateway gateway)
    {
        var epoch = gateway.Keyring.Current?.Epoch.ToString(CultureInfo.InvariantCulture) ?? "none";
        var where = settings.PublicSocket is null ? gateway.Address.GetLeftPart(UriPartial.Authority) : settings.Where;
        return $"Listening on {where}, keyring epoch {epoch}, vault {settings.Data}";
    }

    // Fail-stop: after trouble of the vault nothing is answered but a refusal, and a supervisor starts anew with recovery.
    private static async Task<int> UntilStoppedAsync(EventLog log, RunningGateway gateway)
    {
        var asked = Task.Delay(Timeout.Infinite, gateway.Stopping);
        if (await Task.WhenAny(asked, gateway.Vault.Stopped) == asked)
        {
            log.Write(GatewayEvent.Stopping);
            return Done;
        }

        var trouble = await gateway.Vault.Stopped;
        await Task.Delay(TimeSpan.FromSeconds(1)); // so that those who are waiting hear storage_failed rather than nothing
        return End(log, trouble);
    }

    private static int End(EventLog log, VaultTrouble trouble)
    {
        var (happened, code) = trouble switch
        {
            VaultTrouble.InUse => (GatewayEvent.VaultInUse, InUse),
            VaultTrouble.VaultIdentity => (GatewayEvent.VaultIdentity, Refused),
            VaultTrouble.FormatNewer => (GatewayEvent.VaultFormatNewer, Refused),
            VaultTrouble.Gone => (GatewayEvent.VaultGone, Refused),
            VaultTrouble.AtRestKey => (GatewayEvent.AtRestKey, Refused),
            VaultTrouble.Damaged => (GatewayEvent.VaultDamaged, Refused),
            VaultTrouble.StorageFull => (GatewayEvent.StorageFull, InputOutput),
            _ => (GatewayEvent.StorageFailed, InputOutput),
        };
        return End(log, happened, "", code);
    }

    private static int End(EventLog log, GatewayEvent happened, string setting, int code)
    {
        log.Write(happened, setting);
        return code;
    }
}
