namespace SecureDrop.Formats.Control;

/// <summary>A refusal as application/problem+json. Source: RFC 9457; code is ours and stable.</summary>
public sealed record ControlProblem(int Status, string Code, string Title);
