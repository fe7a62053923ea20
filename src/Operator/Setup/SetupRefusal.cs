namespace SecureDrop.Operator.Setup;

/// <summary>Why an answer is not taken, and what to do.</summary>
internal sealed record SetupRefusal(string What, string Next);
