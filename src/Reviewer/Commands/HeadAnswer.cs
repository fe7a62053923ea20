namespace SecureDrop.Reviewer.Commands;

/// <summary>What `compare-head --json` says.</summary>
internal sealed record HeadAnswer(string Ledger, int Line, string Head)
{
    /// <summary>In groups of four, to be read aloud.</summary>
    public override string ToString() => $"ledger  {Grouped(Ledger)}\nline    {Line}\nhead    {Grouped(Head)}";

    private static string Grouped(string hex) => string.Join(' ', hex.Chunk(4).Select(four => new string(four)));
}
