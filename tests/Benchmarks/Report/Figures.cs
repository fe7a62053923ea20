using System.Text.Json;
using SecureDrop.Benchmarks.Desk;
using SecureDrop.Benchmarks.Page;

namespace SecureDrop.Benchmarks.Report;

/// <summary>All that was measured, as the JSON file holds it.</summary>
internal sealed record Figures(Machine Machine, DateOnly Day)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public IReadOnlyList<IntakeRow>? Intake { get; init; }

    public IReadOnlyList<GrowthRow>? Growth { get; init; }

    public IReadOnlyList<AttackRow>? Attack { get; init; }

    public IReadOnlyList<FloodRow>? Flood { get; init; }

    public IReadOnlyList<DeskRow>? Desk { get; init; }

    public IReadOnlyList<PageRow>? Page { get; init; }

    public void Write(FileInfo file) => File.WriteAllText(file.FullName, JsonSerializer.Serialize(this, Readable) + "\n");
}
