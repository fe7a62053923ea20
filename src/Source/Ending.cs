namespace SecureDrop.Source;

/// <summary>Why a command stops early: the exit code, what happened, and what a person can do next.</summary>
internal sealed record Ending(int Code, string Text, string? Hint = null);
