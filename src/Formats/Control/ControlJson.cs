using System.Text.Json.Serialization;

namespace SecureDrop.Formats.Control;

/// <summary>
/// JSON of the control socket, by source generation (no reflection, so it survives AOT). Both ends are ours and of one version: an unknown,
/// missing or repeated member is an error (a <see cref="System.Text.Json.JsonException"/> to its reader).
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 8)]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ExportPlan))]
[JsonSerializable(typeof(ExportDone))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(AcknowledgeAnswer))]
[JsonSerializable(typeof(PurgeRequest))]
[JsonSerializable(typeof(PurgeAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(KitSignature))]
[JsonSerializable(typeof(ScanRequest))]
[JsonSerializable(typeof(ScanAnswer))]
[JsonSerializable(typeof(PageScanRequest))]
[JsonSerializable(typeof(PageScanAnswer))]
[JsonSerializable(typeof(BackedUp))]
[JsonSerializable(typeof(CanarySent))]
[JsonSerializable(typeof(ControlProblem))]
public sealed partial class ControlJson : JsonSerializerContext;
