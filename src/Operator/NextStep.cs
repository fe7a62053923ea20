using SecureDrop.Formats.Control;

namespace SecureDrop.Operator;

/// <summary>What an operator who looks in should do next, and only that: what shuts the door first, then what waits.</summary>
internal static class NextStep
{
    private const string NewKeyring = "have the next keyring made (securedrop-reviewer rotate), then `keyring install FILE`";

    public static string Of(Status status, Urgency urgency) => status switch
    {
        { Intake: "lockdown" } => "`lockdown --key FILE` to finish it; or, if nobody meant it, remove the file `lockdown` from the data directory",
        { Intake: "restore" } => "`restore` once more, with the same options: it begins anew and finishes",
        { Intake: "clock" } => "see what date it is; set the clock right, or `confirm-clock`",
        { KeyringEpoch: null } => "`keyring install FILE --root FINGERPRINT`",
        { Intake: "keyring" } => NewKeyring,
        _ when urgency >= Urgency.Urgent => NewKeyring,
        { Waiting: > 0 } => "`export --to DIR`, and carry the bundle to the reviewers",
        { TakenOut: > 0 } => $"bring back the acknowledgement of bundle {status.LastBundle}, and `acknowledge FILE`",
        { Opened: > 0 } => "`purge`: removes what every holder has opened",
        { Intake: "closed" } => "when sources are to send again, start the gateway with --intake open",
        _ when urgency >= Urgency.Warning => NewKeyring,
        _ => "nothing waits; `doctor` looks closer, now and then",
    };
}
