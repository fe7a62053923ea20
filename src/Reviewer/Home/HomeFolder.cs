using System.Globalization;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Home;

/// <summary>
/// The reviewer's own folder (mode 0700), held by one run at a time. What is half done lies in work/, which every run empties.
/// </summary>
internal sealed class HomeFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>What .NET gives as HResult when another run has the file: EWOULDBLOCK, or ERROR_SHARING_VIOLATION. A read-only disk is another trouble.</summary>
    private const int WouldBlock = 11, WouldBlockOnMac = 35, SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream? _hold;

    private HomeFolder(string path, FileStream? hold) => (Root, _hold) = (path, hold);

    public string Root { get; }
    public string Format => Path.Combine(Root, HomeFormat.FileName);
    public string Keyring => Path.Combine(Root, "keyring.asc");
    public string Pin => Path.Combine(Root, "keyring.pin");
    public string Ledger => Path.Combine(Root, "ledger.txt");
    public string State => Path.Combine(Root, "state.json");
    public string Custody => Path.Combine(Root, "custody.txt");
    public string CustodyHead => Path.Combine(Root, "custody.head");
    public string CustodyDamaged => Path.Combine(Root, "custody-damaged");
    public string Bundles => Path.Combine(Root, "bundles");
    public string Acknowledgements => Path.Combine(Root, "acknowledgements");
    public string SecretKeys => Path.Combine(Root, "secret-keys");
    public string Revocations => Path.Combine(Root, "revocations");
    public string Destroyed => Path.Combine(Root, "destroyed");
    public string Cases => Path.Combine(Root, "cases");
    public string Failed => Path.Combine(Root, "failed");
    public string FormerLedgers => Path.Combine(Root, "former-ledgers");
    public string LeavingLedger => Path.Combine(FormerLedgers, "leaving");
    public string Work => Path.Combine(Root, "work");

    public static string Default => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".securedrop-reviewer");

    /// <summary>For a command that changes nothing.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program has written it.</exception>
    public static HomeFolder ForReading(string path)
    {
        var home = new HomeFolder(Path.GetFullPath(path), null);
        HomeFormat.Judge(home);
        return home;
    }

    /// <summary>Makes the folder when it is absent, closes it to others when it was not, and holds it; null when another run holds it.</summary>
    /// <exception cref="NewerFormatException">A newer version of the program has written it.</exception>
    public static HomeFolder? Hold(string path)
    {
        var root = ForReading(path).Root;
        MakeFolder(root);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(root) != OwnerOnly) File.SetUnixFileMode(root, OwnerOnly);
        FileStream hold;
        try
        {
            hold = PrivateFile.Open(Path.Combine(root, "lock"), FileMode.OpenOrCreate);
        }
        catch (IOException trouble) when (IsHeldElsewhere(trouble))
        {
            return null;
        }

        var home = new HomeFolder(root, hold);
        try
        {
            Ledgers.Settle(home);
            return home;
        }
        catch
        {
            home.Dispose();
            throw;
        }
    }

    public static bool IsHeldElsewhere(IOException trouble) => trouble.HResult is WouldBlock or WouldBlockOnMac or SharingViolation;

    /// <summary>Only the owner may enter, read or write, also the folders on the way that are not there yet.</summary>
    public static void MakeFolder(string path)
    {
        // CreateDirectory gives the mode to the last folder alone.
        if (Path.GetDirectoryName(path) is { Length: > 0 } parent && !Directory.Exists(parent)) MakeFolder(parent);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly);
    }

    /// <summary>The path, or the same with a number behind it, whichever nothing bears yet.</summary>
    public static string Unused(string path) =>
        Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}-{number}")).First(free => !Path.Exists(free));

    /// <summary>An empty folder under work/.</summary>
    public string EmptyWork(string name)
    {
        var path = Path.Combine(Work, name);
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        MakeFolder(path);
        return path;
    }

    public void ClearWork()
    {
        if (Directory.Exists(Work)) Directory.Delete(Work, recursive: true);
    }

    public void Dispose() => _hold?.Dispose();
}
