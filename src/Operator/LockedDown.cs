namespace SecureDrop.Operator;

/// <summary>What `lockdown --json` prints.</summary>
/// <param name="Destroyed">The key's files that were destroyed; none when an earlier lockdown had.</param>
/// <param name="Process">The gateway that was ended; null when none answered.</param>
internal sealed record LockedDown(string[] Destroyed, int? Process);
