using SecureDrop.Formats;

namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>Something that was asked of the vault for one message. It may be seen once begun; once answered it must be.</summary>
/// <param name="Message">Its hash.</param>
/// <param name="To">What it becomes.</param>
/// <param name="Begun">Steps recorded before it was asked.</param>
/// <param name="Answered">Steps recorded when the answer was there.</param>
internal sealed record Change(Sha256Hash Message, Progress To, int Begun, int Answered);
