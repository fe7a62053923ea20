namespace SecureDrop.Reviewer.Cases;

/// <summary>What makes a case no testimony but the operator's canary.</summary>
/// <param name="Mark">32 hexadecimal digits, of which another canary has others.</param>
/// <param name="Day">On which the operator says it was sent.</param>
internal sealed record CaseCanary(string Mark, DateOnly Day);
