using System.Text.Json.Serialization;

namespace SecureDrop.Source;

/// <summary>A sealed part as `--json` shows it.</summary>
internal sealed record SealedFile(string File, long Bytes, string Receipt);

/// <summary>What `seal --json` prints.</summary>
internal sealed record SealReport(string Receipt, IReadOnlyList<SealedFile> Parts);

/// <summary>A part that the gateway has; `File` is absent where nothing lies on a disk.</summary>
internal sealed record SentPart(string? File, long Bytes, string Receipt, string State);

/// <summary>What `send --json` and `submit --json` print; a testimony's receipt is that of its first part.</summary>
internal sealed record SendReport(string? Receipt, IReadOnlyList<SentPart> Parts);

/// <summary>A receipt and its state, as the gateway says and as `check --json` shows it.</summary>
internal sealed record ReceiptState(string Receipt, string State);

/// <summary>What `check --json` prints.</summary>
internal sealed record CheckReport(IReadOnlyList<ReceiptState> Receipts);

/// <summary>What is asked of the gateway.</summary>
internal sealed record ReceiptQuestion(string Receipt);

/// <summary>A refusal of the gateway. Source: RFC 9457.</summary>
internal sealed record Problem(string? Code, string? Title, string? Challenge, int Bits);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SealReport))]
[JsonSerializable(typeof(SendReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(ReceiptState))]
[JsonSerializable(typeof(ReceiptQuestion))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class SourceJson : JsonSerializerContext;
