using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Submissions are taken.</summary>
internal static class IntakeCheck
{
    private const string Name = "intake";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        return status.Intake switch
        {
            "open" => Finding.Ok(Name, "open"),
            "lockdown" => Finding.Danger(Name, "closed: a lockdown was begun", LockdownCheck.SeeThis),
            "restore" => Finding.Danger(Name, "closed: a restore was begun and has not ended", "securedrop-operator restore, with the same options as before"),
            "clock" => Finding.Danger(
                Name, "closed: the clock jumped by more than 30 days", "set the clock right, or say that it is: securedrop-operator confirm-clock"),
            "keyring" when status.KeyringEpoch is null => Finding.Danger(Name, "closed: no keyring is installed", "see `keyring`"),
            "keyring" => Finding.Danger(Name, "closed: no keyring that anything may be sealed to today", "securedrop-operator keyring install FILE"),
            _ => Finding.Warning(Name, "closed, as the gateway was started", "when sources are to send again, start it with --intake open"),
        };
    }
}
