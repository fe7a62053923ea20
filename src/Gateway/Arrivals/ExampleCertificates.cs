using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Gateway.Arrivals;

/// <summary>The primaries of keys-example/: their secret keys are published, so outside Development nothing may be sealed to them.</summary>
internal static class ExampleCertificates
{
    private static readonly HashSet<string> Primaries =
    [
        "99A684FD000F20BEAD950556D8E9DFFCC0850318", // root
        "66E55DD0E53505F7054420F0AE473EA06ABF5D5E", // reviewer-1
        "23119E144DC8D1495C0CED6F73F9C437B078271C", // reviewer-2
        "6605A68C7FE51E81F2908AF150FBD84CCD8DB875", // operator
    ];

    public static bool Holds(Fingerprint primary) => Primaries.Contains($"{primary}");

    public static bool AreIn(Keyring keyring) =>
        Holds(keyring.Root) || keyring.Keys.Any(line => Holds(line.Primary));
}
