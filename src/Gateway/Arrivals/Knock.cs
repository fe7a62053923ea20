using SecureDrop.Formats;
using SecureDrop.Formats.Puzzles;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>What a request says of its body before that comes.</summary>
/// <param name="IsForm">From a browser without JavaScript.</param>
/// <param name="Announced">Octets of the message, if the sender says.</param>
/// <param name="Digest">SHA-256 of the body as it will be sent, if the sender says; never of a form.</param>
/// <param name="Solution">Of a puzzle that was given for this digest.</param>
internal sealed record Knock(bool IsForm, long? Announced, Sha256Hash? Digest, PuzzleSolution? Solution);
