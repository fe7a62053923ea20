using SecureDrop.Operator.Doctor.Checks;
using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor;

/// <summary>Every check, in the order in which it is told: what shuts the door, what is lost, what is seen.</summary>
internal static class AllChecks
{
    public static List<Finding> Judge(Snapshot seen) => All(seen).ConvertAll(finding => LockdownCheck.Follow(finding, seen));

    private static List<Finding> All(Snapshot seen) =>
    [
        LockdownCheck.Judge(seen),
        GatewayCheck.Judge(seen),
        IntakeCheck.Judge(seen),
        DailyQuotaCheck.Judge(seen),
        EnvironmentCheck.Judge(seen),
        KeyringCheck.Judge(seen),
        ReviewersCheck.Judge(seen),
        SigningCheck.Judge(seen),
        KitCheck.Judge(seen),
        .. WaitingCheck.Judge(seen),
        BackupCheck.Judge(seen),
        CanaryCheck.Judge(seen),
        VaultCheck.Judge(seen),
        VaultFilesCheck.Judge(seen),
        .. SpaceCheck.Judge(seen),
        BallastCheck.Judge(seen),
        FileSystemCheck.Judge(seen),
        FlushCheck.Judge(seen),
        ClockCheck.Judge(seen),
        AccountCheck.Judge(seen),
        .. DataDirectoryCheck.Judge(seen),
        ControlSocketCheck.Judge(seen),
        .. PublicSocketCheck.Judge(seen),
        .. AtRestKeyCheck.Judge(seen),
        .. SigningKeyCheck.Judge(seen),
        SwapCheck.Judge(seen),
        CoreCheck.Judge(seen),
        .. WatchedCheck.Judge(seen),
        LogCheck.Judge(seen),
        .. HeadersCheck.Judge(seen),
        VersionCheck.Judge(seen),
    ];
}
