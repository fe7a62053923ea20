using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>A gateway runs on this data directory and answers: it alone may open the vault, so without it nobody looks into that.</summary>
internal static class GatewayCheck
{
    private const string Name = "gateway";

    public static Finding Judge(Snapshot seen)
    {
        if (seen.Gateway.Is(out var status, out var silence))
            return Finding.Ok(Name, $"version {status.Version} answers{(seen.Process.OrNull() is { } process ? $" as process {process.Id}" : "")}");
        if (seen.IsAlive)
            return Finding.Warning(
                Name, "its process answers, its vault does not: it is at long work, such as a purge, or it hangs",
                "wait, and give doctor again; if it stays so for an hour: systemctl restart securedrop-gateway");
        if (seen.IsLockedDown && !seen.IsHeld) return Finding.Warning(Name, "none runs, as after a lockdown", LockdownCheck.SeeThis);
        return seen.IsHeld
            ? Finding.Danger(
                Name, $"something holds the vault and does not answer: {silence}",
                "systemctl restart securedrop-gateway; if another program has it open, end that")
            : Finding.Danger(
                Name, $"{silence}; the vault is closed, and nothing in it was looked at",
                "systemctl reset-failed securedrop-gateway; systemctl start securedrop-gateway, then doctor again; its log says what stopped it");
    }
}
