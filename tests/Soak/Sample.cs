namespace SecureDrop.Soak;

/// <summary>The gateway when nobody sends and no line is held.</summary>
/// <param name="At">Since the beginning.</param>
/// <param name="Life">Which of its processes.</param>
/// <param name="Resident">VmRSS in octets.</param>
/// <param name="Descriptors">Open files and sockets.</param>
/// <param name="Threads">Of the process.</param>
/// <param name="DataOctets">Of all files in the data directory but the ballast, which has one size.</param>
/// <param name="LiveOctets">Of ciphertexts not purged.</param>
internal sealed record Sample(TimeSpan At, int Life, long Resident, int Descriptors, int Threads, long DataOctets, long LiveOctets);
