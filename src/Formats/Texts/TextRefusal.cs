namespace SecureDrop.Formats.Texts;

/// <summary>Why a text is not read, and on which line (from 1; 0 when it is no single line).</summary>
public sealed record TextRefusal(TextFault Fault, int Line)
{
    public override string ToString() => Line == 0 ? $"{Fault}" : $"{Fault}, line {Line}";
}
