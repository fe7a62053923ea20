namespace SecureDrop.Reviewer.Triage;

/// <summary>Which cases a reviewer asks for. What is null or empty leaves none out; all that is given must hold.</summary>
internal sealed record CaseQuery
{
    /// <summary>Never shown, or changed since.</summary>
    public bool OnlyNew { get; init; }
    public string? State { get; init; }
    public string? Kind { get; init; }

    /// <summary>A language tag, or the start of one before a dash: `ar` takes `ar-SY`.</summary>
    public string? Language { get; init; }

    /// <summary>Words that all stand in the place.</summary>
    public string? Place { get; init; }
    public string? Flag { get; init; }

    /// <summary>A word of <see cref="FileKinds.Words"/>: any file of that kind.</summary>
    public string? FileKind { get; init; }

    /// <summary>Days on which any of it left the gateway.</summary>
    public DateOnly? Since { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>When it may have happened.</summary>
    public IncidentTime? When { get; init; }

    public bool Takes(CaseFacts facts) =>
        (!OnlyNew || facts.Seen != SeenState.Seen)
        && (State is null || facts.State == State)
        && (Kind is null || facts.Kind == Kind)
        && (Language is null || IsLanguage(facts.Language, Language))
        && (Place is null || (facts.Where is { } where && Folded.Words(Place).All(Folded.Of(where).Contains)))
        && (Flag is null || facts.Flags.Contains(Flag))
        && (FileKind is null || facts.Files.Any(file => FileKinds.Of(file) == FileKind))
        && (Since is not { } since || facts.LastDay >= since)
        && (Until is not { } until || facts.Day <= until)
        && (When is not { } when || facts.Incident is { } incident && incident.Overlaps(when));

    private static bool IsLanguage(string? said, string asked) =>
        said is not null && (said.Equals(asked, StringComparison.OrdinalIgnoreCase) || said.StartsWith(asked + "-", StringComparison.OrdinalIgnoreCase));
}
