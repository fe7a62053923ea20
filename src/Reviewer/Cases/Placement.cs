namespace SecureDrop.Reviewer.Cases;

/// <summary>Which part of its case an entry's content is; null: none, the case holds too many contradicting versions already.</summary>
internal readonly record struct Placement(int Entry, CasePart? Part);
