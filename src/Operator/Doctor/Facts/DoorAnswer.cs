namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>One answer of the live listener, as it came over the line.</summary>
/// <param name="Asked">Method and path.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Expected">The statuses that a gateway of ours gives.</param>
/// <param name="Headers">All of them, names as they stood.</param>
/// <param name="Octets">Length of the body.</param>
internal sealed record DoorAnswer(string Asked, int Status, int[] Expected, IReadOnlyDictionary<string, string> Headers, int Octets);
