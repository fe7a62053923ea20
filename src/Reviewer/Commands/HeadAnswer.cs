namespace SecureDrop.Reviewer.Commands;

/// <summary>What `compare-head --json` says.</summary>
internal sealed record HeadAnswer(string Ledger, int Line, string Head)
{
    /// <summary>In groups of four, to be read aloud.</summary>
    public override string ToString() => $"ledger  {Groups.Of(Ledger)}\nline    {Line}\nhead    {Groups.Of(Head)}";
}
