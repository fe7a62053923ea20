namespace SecureDrop.Reviewer.Cases;

/// <summary>Where an entry's content went; version 0: nowhere, its case holds too many contradicting versions already.</summary>
internal readonly record struct Placement(int Entry, int Version, bool IsFirst);
