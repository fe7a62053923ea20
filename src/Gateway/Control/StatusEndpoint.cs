using System.Reflection;
using SecureDrop.Formats.Control;
using SecureDrop.Gateway.Arrivals;
using SecureDrop.Gateway.Http;
using SecureDrop.Gateway.Serving;
using SecureDrop.Gateway.Start;
using SecureDrop.Storage;

namespace SecureDrop.Gateway.Control;

internal sealed class StatusEndpoint(GatewaySettings settings, Vault vault, DailyQuota quota, IntakeSwitch door, KeyringInForce keyring, PageInForce page)
{
    private static readonly string Version =
        typeof(StatusEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public async Task<IResult> GetAsync()
    {
        var held = await vault.StatusAsync();
        return ControlAnswer.Json(
            new Status(
                $"{door.State}".ToLowerInvariant(), settings.Development ? "Development" : "Production", keyring.Current?.Epoch,
                keyring.Current?.Expires, $"{held.Ledger}", held.Waiting, held.TakenOut, held.Opened, held.Purged, held.FileOctets,
                held.LastBundle, held.Head.Number, $"{held.Head.Head}", Version)
            {
                HoldsKeyring = vault.SignedKeyring is not null,
                SealsUntil = keyring.Current?.SealsUntil,
                SignsUntil = keyring.Current?.SignsUntil,
                WaitingSince = held.WaitingSince,
                ExportedOn = held.ExportedOn,
                AcknowledgedOn = held.AcknowledgedOn,
                LedgerDay = held.LedgerDay,
                BackedUpOn = held.BackedUp?.Day,
                BackedUpLine = held.BackedUp?.Head.Number,
                SinceBackup = held.BackedUp is null ? null : held.SinceBackup,
                CanaryOn = held.Canary?.Day,
                CanaryState = held.Canary is null ? null : StateWord.Of(held.CanaryState),
                Listening = settings.Where,
                StoredToday = vault.StoredToday,
                DailyOctets = quota.Octets,
                KitSigner = page.Signature?.Signer,
            },
            ControlJson.Default.Status);
    }

    /// <summary>The operator has looked at the date and says that it is right.</summary>
    public async Task<IResult> ConfirmClockAsync()
    {
        await vault.ConfirmClockAsync();
        return Results.Ok();
    }
}
