using System.Globalization;

namespace SecureDrop.Tests.Formats.OpenPgp;

/// <summary>How often a random test tries: SECUREDROP_ROUNDS multiplies it for the longer rounds.</summary>
internal static class Rounds
{
    public static int Of(int count) => checked(count * int.Parse(Environment.GetEnvironmentVariable("SECUREDROP_ROUNDS") ?? "1", CultureInfo.InvariantCulture));
}
