using System.Text.Json;
using System.Text.Json.Serialization;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Page.Tests;

internal sealed record MadeFile(string Name, int Size, int Seed)
{
    public byte[] Octets() => [.. Enumerable.Range(0, Size).Select(i => (byte)(Seed + 31 * i + 7 * (i >> 8)))];
}

internal sealed record CaseAccount(string? Language, string? When, string? Where, Consent? Consent, string? Safety);

internal sealed record CasePart(string Name, string Sha256);

/// <summary>One of tests/Vectors/page/archives.json: what page and programs must both make of one testimony.</summary>
internal sealed record ArchiveCase(
    string Name, string Id, CaseAccount Account, string Text, int Repeat, IReadOnlyList<MadeFile> Files, int? PartSize, int Bucket, IReadOnlyList<CasePart> Parts)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly string File = Path.Combine(Vector.Root(), "tests", "Vectors", "page", "archives.json");

    public static IReadOnlyList<ArchiveCase> All { get; } = JsonSerializer.Deserialize<ArchiveCase[]>(System.IO.File.ReadAllBytes(File), Web) ?? [];

    /// <summary>As script/checks.ts reads them.</summary>
    public static JsonElement Raw { get; } = JsonDocument.Parse(System.IO.File.ReadAllBytes(File)).RootElement;

    public TestimonyArchive Plan()
    {
        var account = new Account(string.Concat(Enumerable.Repeat(Text, Repeat)), Account.Language, Account.When, Account.Where, Account.Consent, Account.Safety);
        var files = Files.Select(file => (file.Name, Octets: file.Octets())).Select(file => Attachment.Measure(file.Name, () => new MemoryStream(file.Octets))).ToList();
        Assert.True(TestimonyArchive.TryPlan(account, files, PartSize, out var archive, out var fault), $"{Name}: {fault}");
        return archive;
    }
}
