namespace SecureDrop.Operator.Setup;

/// <summary>One of the five questions.</summary>
/// <param name="Key">Its name in a file of answers.</param>
/// <param name="Words">What is asked.</param>
/// <param name="Usual">What an empty answer means; null when there is none.</param>
/// <param name="Put">Adds the answer to those before.</param>
/// <param name="Judge">Why the last answer, among those before, is not taken; null when it is.</param>
internal sealed record Question(string Key, string Words, string? Usual, Func<Answers, string, Answers> Put, Func<Answers, SetupRefusal?> Judge)
{
    /// <summary>Where the package's unit and guides have it; doctor looks there too.</summary>
    public const string PackagedSigningKey = "/var/lib/securedrop-net-keys/operator/operator.secret.asc";

    /// <summary>What is usual is what the package's unit has, so that who only presses Enter has a gateway that starts.</summary>
    public static IReadOnlyList<Question> All { get; } =
    [
        new("data", "1  The vault's folder, its own, on a local disk", "/var/lib/securedrop-net/vault",
            (answers, typed) => answers with { Data = Place(typed) }, PlaceJudge.Data),
        new("at-rest-key", "2  The file of the key that opens the vault, outside that folder, best on another disk", "/var/lib/securedrop-net-keys/at-rest/at-rest.key",
            (answers, typed) => answers with { AtRestKey = Place(typed) }, PlaceJudge.AtRestKey),
        new("listen", "3  Where the gateway listens on this machine, behind Tor or a proxy", $"{UnixListener.Start}/run/securedrop-net/public.sock",
            (answers, typed) => answers with { Listen = typed }, AddressJudge.Listen),
        new("addresses", "4  The addresses that sources use, the onion service's first, blanks between", null,
            (answers, typed) => answers with { Addresses = typed }, AddressJudge.Addresses),
        new("signing-key", "5  The file of your own signing key, once you have it from the isolated machine", PackagedSigningKey,
            (answers, typed) => answers with { SigningKey = Place(typed) }, PlaceJudge.SigningKey),
    ];

    private static string Place(string typed) => typed.StartsWith('/') ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(typed)) : typed;
}
