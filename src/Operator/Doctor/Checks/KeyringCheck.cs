using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The keyring in force is the one that the pinned root has signed, and has days left.</summary>
internal static class KeyringCheck
{
    private const string Name = "keyring";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Gateway.Is(out var status, out var silence)) return Finding.Unknown(Name, silence, "see `gateway`");
        if (seen.IsForgotten)
            return Finding.Danger(
                Name, $"{seen.Directory.PinFile} is there but the vault holds no keyring: it is not the vault that it was, and what it held may be lost",
                NextStep.Forgotten);
        if (status.Intake == "restore") return Finding.Unknown(Name, "a restore was begun and has not ended", "see `intake`");
        if (status.KeyringEpoch is null) return Finding.Danger(
            Name, "none is installed: nobody can seal", "securedrop-operator keyring install FILE --root FINGERPRINT");
        if (!seen.Keyring.Is(out var keyring, out var why))
            return Finding.Danger(
                Name, why, "purge nothing; compare the root's fingerprint with your organisation's by voice, then securedrop-operator keyring install");
        if (seen.Today < keyring.Lines.Issued)
            return Finding.Warning(
                Name, $"it is dated {keyring.Lines.Issued:yyyy-MM-dd}, later than today",
                "one clock is wrong, this machine's or the isolated one's: set it right");
        return Judge(DaysLeft.Of(keyring.Lines.SealsUntil, seen.Today), $"epoch {keyring.Lines.Epoch}, sealed to ");
    }

    private static Finding Judge(DaysLeft left, string before)
    {
        const string Next = "on the isolated machine: securedrop-reviewer rotate; here: securedrop-operator keyring install FILE";
        var found = before + left.Words;
        return left.Urgency switch
        {
            Urgency.None => Finding.Ok(Name, found),
            Urgency.Note => Finding.Notice(Name, found, $"plan it: {Next}"),
            Urgency.Warning => Finding.Warning(Name, found, Next),
            Urgency.Urgent => Finding.Danger(Name, $"{found}, then the door closes", Next),
            _ => Finding.Danger(Name, $"{found}: the door is closed", Next),
        };
    }
}
