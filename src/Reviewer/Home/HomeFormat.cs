using System.Text;
using SecureDrop.Formats;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Home;

/// <summary>
/// The version of a whole home, in HOME/home.txt: its state, its cases' records, the list of destroyed subkeys and its backup have no other. Looked at before
/// anything in the home is made, locked or changed, and with it the few texts there that have versions of their own. Here the first migration will begin,
/// home.txt written last.
/// </summary>
internal static class HomeFormat
{
    private const string Title = "SecureDrop.Net home 1";
    public const string FileName = "home.txt";
    private const int StartOctets = 512;

    public static FormatVersion Version { get; } = FormatVersion.OfTitle(Title);

    /// <exception cref="NewerFormatException">A newer version of the program has written it.</exception>
    /// <exception cref="InvalidDataException">A home that is in use does not say its version.</exception>
    public static void Judge(HomeFolder home)
    {
        foreach (var (path, version) in ((string, FormatVersion)[])[(home.Format, Version), (home.Pin, Pin.Version), (home.Ledger, LedgerText.Version), (home.Custody, CustodyText.Version)])
            if (version.Newer(Start(path)) is { } newer) throw new NewerFormatException(path, newer);
        if (Keyring.Version.NewerInFrame(Start(home.Keyring)) is { } next) throw new NewerFormatException(home.Keyring, next);
        if ((File.Exists(home.Format) || File.Exists(home.Pin)) && !Start(home.Format).SequenceEqual(Written))
            throw new InvalidDataException($"{home.Format} is damaged or missing: it says which version of the program has written this folder.");
    }

    /// <summary>Before anything else of what makes a folder a home.</summary>
    public static void Write(HomeFolder home)
    {
        if (!File.Exists(home.Format)) PrivateFile.Replace(home.Format, Written);
    }

    /// <summary>Of a backup that is being unpacked: its version comes first, and nothing else of it is looked at when it is newer.</summary>
    public static NewerFormat? NewerIn(string folder) => Version.Newer(Start(Path.Combine(folder, FileName)));

    private static byte[] Written => Encoding.ASCII.GetBytes($"{Title}\n");

    private static byte[] Start(string path)
    {
        if (!File.Exists(path)) return [];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var start = new byte[StartOctets];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (IOException held) when (HomeFolder.IsHeldElsewhere(held))
        {
            // The custody log, to which another command adds a line just now; whoever adds one looks again.
            return [];
        }
    }
}
