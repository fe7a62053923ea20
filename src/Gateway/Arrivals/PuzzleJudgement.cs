namespace SecureDrop.Gateway.Arrivals;

/// <summary>What a solution opens.</summary>
internal enum PuzzleJudgement
{
    /// <summary>Not ours, too old, for another body, not solved, easier than what is asked now, or used up: another puzzle is given.</summary>
    Wrong,

    /// <summary>Right, but more come by this lane than may.</summary>
    LaneEmpty,

    Entered,
}
