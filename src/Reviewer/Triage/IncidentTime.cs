namespace SecureDrop.Reviewer.Triage;

/// <summary>The days that a source may mean by her words for when it happened: one day, a month, a year, or from one to another.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, not before the first.</param>
internal readonly record struct IncidentTime(DateOnly First, DateOnly Last);
