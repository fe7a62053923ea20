namespace SecureDrop.Formats.Control;

/// <summary>Answer to POST /import.</summary>
/// <param name="Receipt">Five groups of five digits.</param>
/// <param name="State">waiting, taken out or opened.</param>
/// <param name="Late">Sealed to a subkey past its day.</param>
public sealed record ImportAnswer(string Receipt, string State, bool Late);
