using Org.BouncyCastle.Crypto.Prng;
using Org.BouncyCastle.Security;

namespace SecureDrop.Reviewer.Isolation;

/// <summary>Randomness from the kernel itself, getrandom(2): what the platform offers would load OpenSSL for it.</summary>
internal sealed class KernelRandom : IRandomGenerator
{
    public static SecureRandom New() => new(new KernelRandom());

    public void AddSeedMaterial(byte[] seed) { }
    public void AddSeedMaterial(ReadOnlySpan<byte> seed) { }
    public void AddSeedMaterial(long seed) { }
    public void NextBytes(byte[] bytes) => NextBytes(bytes.AsSpan());
    public void NextBytes(byte[] bytes, int start, int len) => NextBytes(bytes.AsSpan(start, len));
    public void NextBytes(Span<byte> bytes) => Kernel.Random(bytes);
}
