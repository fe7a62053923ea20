using System.Text.Json.Serialization;
using SecureDrop.Formats.Control;

namespace SecureDrop.Operator;

/// <summary>What --json prints.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Status))]
[JsonSerializable(typeof(Exported))]
[JsonSerializable(typeof(Acknowledged))]
[JsonSerializable(typeof(Backups.BackupMade))]
[JsonSerializable(typeof(Backups.Restored))]
[JsonSerializable(typeof(Canaries.CanarySending))]
[JsonSerializable(typeof(ClockConfirmed))]
[JsonSerializable(typeof(PurgeAnswer))]
[JsonSerializable(typeof(Imported[]))]
[JsonSerializable(typeof(KeyringSummary))]
[JsonSerializable(typeof(AtRestKeyRotated))]
[JsonSerializable(typeof(LockedDown))]
[JsonSerializable(typeof(Setup.Initialised))]
[JsonSerializable(typeof(Doctor.FindingLine[]))]
internal sealed partial class OperatorJson : JsonSerializerContext;
