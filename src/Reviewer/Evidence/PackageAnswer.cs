namespace SecureDrop.Reviewer.Evidence;

/// <summary>What `package --json` says.</summary>
/// <param name="Bag">The folder, or the sealed file.</param>
/// <param name="Cases">Their names.</param>
/// <param name="Files">Of the payload.</param>
/// <param name="Octets">Of the payload.</param>
/// <param name="TagManifest">SHA-256 of the tag manifest, which names the bag.</param>
/// <param name="SignedBy">The reviewer's primary key.</param>
/// <param name="SessionKeys">Whether they are in it.</param>
/// <param name="SealedTo">Primary keys that can open it; empty for a folder in the clear.</param>
internal sealed record PackageAnswer(
    string Bag, IReadOnlyList<string> Cases, int Files, long Octets, string TagManifest, string SignedBy, bool SessionKeys, IReadOnlyList<string> SealedTo);
