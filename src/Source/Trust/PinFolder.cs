using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Source.Trust;

/// <summary>
/// Where first trust is kept: one file `ROOT.pin` for each root, by default in `~/.securedrop-source`. It names a root, not a person;
/// still it shows that this program was used.
/// </summary>
internal sealed class PinFolder(DirectoryInfo folder)
{
    private const string Ending = ".pin";
    private const int MaximumOctets = 4096;

    public static PinFolder Default => new(new DirectoryInfo(
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".securedrop-source")));

    /// <summary>The only root pinned so far; null when there is none or more than one.</summary>
    public Fingerprint? OnlyRoot()
    {
        if (!folder.Exists) return null;
        var roots = folder.GetFiles("*" + Ending)
            .Select(file => Fingerprint.TryParse(Path.GetFileNameWithoutExtension(file.Name), out var root) ? root : (Fingerprint?)null)
            .OfType<Fingerprint>().Take(2).ToArray();
        return roots.Length == 1 ? roots[0] : null;
    }

    /// <summary>What is pinned for a root, null before first trust.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program has pinned it.</exception>
    /// <exception cref="InvalidDataException">The pin is damaged: a lower epoch could slip in, so nothing is sealed.</exception>
    public Pin? Read(Fingerprint root)
    {
        var file = PathOf(root);
        if (!File.Exists(file)) return null;
        var octets = new FileInfo(file).Length <= MaximumOctets ? File.ReadAllBytes(file) : [];
        if (Pin.TryRead(octets, out var pin, out var why) && pin.Root == root) return pin;
        throw why?.Newer is { } newer ? new NewerFormatException(file, newer)
            : new InvalidDataException($"{file} is damaged. Compare the root's fingerprint with somebody you trust, then remove the file.");
    }

    /// <summary>Replaces the pin in one step, so that a crash leaves the old or the new one.</summary>
    public void Write(Pin pin)
    {
        PrivateFile.CreateFolder(folder);
        var (target, fresh) = (PathOf(pin.Root), PathOf(pin.Root) + ".new");
        using (var stream = PrivateFile.Create(fresh, FileMode.Create))
        {
            stream.Write(pin.Write());
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, target, overwrite: true);
    }

    private string PathOf(Fingerprint root) => Path.Combine(folder.FullName, root + Ending);
}
