using SecureDrop.Formats.Testimonies;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// What a reviewer is told of a case, by `list`, `show` and `report` alike. Every string that a source chose (language, when, where, file names,
/// fault details) is raw: show it only by way of <see cref="SafeName"/>.
/// </summary>
internal sealed record CaseFacts
{
    /// <summary>Letters kept of <see cref="When"/> and <see cref="Where"/>; <see cref="CaseText"/> gives all of them.</summary>
    public const int MaximumLetters = 300;

    public required CaseRecord Record { get; init; }

    /// <summary>The case's folder, absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>By which entries it came, the first day first; empty when the ledger that brought it is not here.</summary>
    public required IReadOnlyList<CaseArrival> Arrivals { get; init; }
    public required SeenState Seen { get; init; }

    /// <summary>How many notes the reviewers have written.</summary>
    public required int Notes { get; init; }

    /// <summary>When it happened, in the source's words, of the first version; null when not said.</summary>
    public string? When { get; init; }

    /// <summary>Where it happened, the same.</summary>
    public string? Where { get; init; }

    /// <summary>What could be read of <see cref="When"/>; null when nothing could.</summary>
    public IncidentTime? Incident { get; init; }
    public Consent? Consent { get; init; }

    /// <summary>The source asks for care: `show` says for which.</summary>
    public bool HasWishes { get; init; }

    /// <summary>Octets of account and files as the testimony says; of its parts that came, while it says nothing.</summary>
    public required long Octets { get; init; }

    /// <summary>What to know before touching it, each word once, wishes first; see <see cref="FlagWords"/>.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    public string Name => Record.Name;

    /// <summary>`complete`, `incomplete`, `conflict` or `refused`.</summary>
    public string State => Record.State;

    /// <summary>`testimony`, `letter` for what was sealed by other means, or `canary`.</summary>
    public string Kind => Record.Kind;
    public bool IsCanary => Record.Canary is not null;
    public string? Language => First.Language;

    /// <summary>The files of the first version, also those that have not come (their Disk is null).</summary>
    public IReadOnlyList<CaseFile> Files => First.Files;
    public int FilesHere => Files.Count(file => file.Disk is not null);
    public int Parts => Record.Parts.Count;

    /// <summary>How many parts there are, by the largest count said.</summary>
    public int Count => Record.Versions.Max(version => version.Count);

    /// <summary>Numbers of the missing parts as ranges; null when none is.</summary>
    public string? Missing =>
        Ranges.Of(Record.Versions.SelectMany(version => version.Missing).Select(range => (range.First, range.Last))) is { Length: > 0 } missing ? missing : null;

    /// <summary>Why the archive, or a file in it, was refused; already escaped.</summary>
    public string? Fault => Record.Versions.FirstOrDefault(version => version.Fault is not null) is { Fault: { } fault } faulty
        ? $"{fault.Word()} ({SafeName.Show(faulty.FaultDetail ?? "")})" : null;

    /// <summary>The day on which the first of it left the gateway.</summary>
    public DateOnly? Day => Arrivals.Count == 0 ? null : Arrivals[0].Day;

    /// <summary>The same of the last of it.</summary>
    public DateOnly? LastDay => Arrivals.Count == 0 ? null : Arrivals[^1].Day;

    /// <summary>The first bundle opened here that held anything of it.</summary>
    public int? Bundle => Arrivals.Select(arrival => arrival.Bundle).FirstOrDefault(bundle => bundle is not null);

    private CaseVersion First => Record.Versions[0];
}
