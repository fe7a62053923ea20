using System.Text.Json.Serialization;
using SecureDrop.Reviewer.Backups;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Commands;
using SecureDrop.Reviewer.Evidence;
using SecureDrop.Reviewer.Keys;
using SecureDrop.Reviewer.Reports;

namespace SecureDrop.Reviewer.Home;

/// <summary>Our own JSON files and `--json` answers, written without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MachineState))]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(Listing))]
[JsonSerializable(typeof(HeadAnswer))]
[JsonSerializable(typeof(InitAnswer))]
[JsonSerializable(typeof(OpenOutcome))]
[JsonSerializable(typeof(KeyringAnswer))]
[JsonSerializable(typeof(KeyringChangeAnswer))]
[JsonSerializable(typeof(BackupAnswer))]
[JsonSerializable(typeof(RestoreAnswer))]
[JsonSerializable(typeof(PaperAnswer))]
[JsonSerializable(typeof(AcknowledgeAnswer))]
[JsonSerializable(typeof(PackageAnswer))]
[JsonSerializable(typeof(VerifyAnswer))]
[JsonSerializable(typeof(NoteAnswer))]
[JsonSerializable(typeof(ReportAnswer))]
internal sealed partial class HomeJson : JsonSerializerContext;
