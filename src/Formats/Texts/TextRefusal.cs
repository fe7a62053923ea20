namespace SecureDrop.Formats.Texts;

/// <summary>Why a text is not read, and on which line (from 1; 0 when it is no single line).</summary>
/// <param name="Fault">Why.</param>
/// <param name="Line">Where.</param>
/// <param name="Newer">The version, when that is why.</param>
public sealed record TextRefusal(TextFault Fault, int Line, NewerFormat? Newer = null)
{
    public override string ToString() => Newer is { } newer ? $"{newer}" : Line == 0 ? $"{Fault}" : $"{Fault}, line {Line}";
}
