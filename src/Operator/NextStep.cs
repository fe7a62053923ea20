using SecureDrop.Formats.Control;

namespace SecureDrop.Operator;

/// <summary>What an operator who looks in should do next, and only that: what shuts the door first, then what waits.</summary>
internal static class NextStep
{
    private const string NewKeyring = "have the next keyring made (securedrop-reviewer rotate), then `keyring install FILE`";

    /// <summary>Where the pin is there and no keyring: before anything new is taken in.</summary>
    public const string Forgotten =
        "stop the gateway, keep a copy of the data directory and look at the disk (smartctl -a); then `restore` the last backup into a new data directory "
        + "(if a restore was cut short, give it again here); only if this vault never held anything, `keyring install FILE`";

    /// <param name="status">What the gateway says.</param>
    /// <param name="urgency">Of its keyring.</param>
    /// <param name="forgotten"><see cref="DataDirectory.HasForgotten"/>.</param>
    public static string Of(Status status, Urgency urgency, bool forgotten) => status switch
    {
        _ when forgotten => Forgotten,
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
