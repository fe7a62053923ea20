using System.Text;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Home;

/// <summary>Subkeys whose secrets were destroyed here (HOME/destroyed, a fingerprint a line), known before any keyring says so.</summary>
internal static class DestroyedSubkeys
{
    /// <exception cref="InvalidDataException">The file is not as this program wrote it.</exception>
    public static IReadOnlyList<Fingerprint> Read(HomeFolder home) =>
        !File.Exists(home.Destroyed) ? []
        : [.. File.ReadLines(home.Destroyed).Select(line => Fingerprint.TryParse(line, out var subkey) ? subkey : throw new InvalidDataException($"{home.Destroyed} is damaged."))];

    /// <summary>Written before the secrets go, so that no item is ever called unopenable without a reason.</summary>
    public static void Add(HomeFolder home, IEnumerable<Fingerprint> subkeys) =>
        PrivateFile.Replace(home.Destroyed, Encoding.ASCII.GetBytes(string.Concat(Read(home).Union(subkeys).Select(subkey => $"{subkey}\n"))));
}
