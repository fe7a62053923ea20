namespace SecureDrop.Soak;

/// <summary>Something promised did not hold, or a program did what nobody asked of it. The run ends with it.</summary>
internal sealed class ViolationException(string what) : Exception(what);
