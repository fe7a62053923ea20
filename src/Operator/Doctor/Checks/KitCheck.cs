using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>The kit that is served now is the one this program makes, and an operator of the keyring has signed it.</summary>
internal static class KitCheck
{
    private const string Name = "kit";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Keyring.Is(out var keyring, out var unknown)) return Finding.Unknown(Name, unknown, "see `keyring`");
        if (!seen.Kit.Is(out var signature, out var why))
            return Finding.Warning(
                Name, why, "sign it: securedrop-operator keyring install FILE --signing-key FILE --passphrase-file FILE, with the keyring in force");
        return keyring.Lines.Operators(seen.Today).Any(primary => $"{primary}" == signature.Signer)
            ? Finding.Ok(Name, $"signed by {signature.Signer}, and the signature verifies")
            : Finding.Warning(
                Name, $"{signature.Signer} signed it, who may sign no more",
                "have an operator of today sign it: securedrop-operator keyring install FILE --signing-key FILE …");
    }
}
