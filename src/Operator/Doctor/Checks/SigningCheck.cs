using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>An operator may sign bundles; without one nothing crosses to the reviewers.</summary>
internal static class SigningCheck
{
    private const string Name = "signing";
    private const string Next = "have a keyring made that names an operator (securedrop-reviewer keyring), then securedrop-operator keyring install FILE";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Keyring.Is(out var keyring, out var why)) return Finding.Unknown(Name, why, "see `keyring`");
        if (keyring.Lines.SignsUntil is not { } last) return Finding.Danger(Name, "no operator is listed: no bundle can be signed", Next);
        var left = DaysLeft.Of(last, seen.Today);
        var found = $"bundles may be signed {left.Words}";
        return left.Urgency switch
        {
            Urgency.None => Finding.Ok(Name, found),
            Urgency.Note => Finding.Notice(Name, found, $"plan it: {Next}"),
            Urgency.Warning => Finding.Warning(Name, found, Next),
            _ => Finding.Danger(Name, found, Next),
        };
    }
}
