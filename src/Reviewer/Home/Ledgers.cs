using System.Globalization;
using SecureDrop.Formats.Texts;

namespace SecureDrop.Reviewer.Home;

/// <summary>The ledger this machine follows, whole, and those it was told to leave behind.</summary>
internal static class Ledgers
{
    /// <summary>Null before the first bundle.</summary>
    /// <exception cref="InvalidDataException">The file is not as this program wrote it.</exception>
    public static LedgerText? Read(HomeFolder home)
    {
        if (!File.Exists(home.Ledger)) return null;
        var octets = PrivateFile.Read(home.Ledger, LedgerText.MaximumOctets) ?? [];
        return LedgerText.TryRead(octets, out var ledger, out var why) && ledger.After.Number == 0
            ? ledger : throw new InvalidDataException($"{home.Ledger} is damaged ({why}).");
    }

    public static void Write(HomeFolder home, LedgerText whole) => PrivateFile.Replace(home.Ledger, whole.Write());

    /// <summary>Puts the present ledger and its entries' states aside. Cases stay: they are known by their content.</summary>
    public static void LeaveBehind(HomeFolder home, LedgerText former)
    {
        var head = former.Head;
        var folder = Path.Combine(home.FormerLedgers, string.Create(CultureInfo.InvariantCulture, $"{former.Id}-{head.Number}"));
        HomeFolder.MakeFolder(folder);
        foreach (var path in (string[])[home.State, home.Ledger])
            if (File.Exists(path)) File.Move(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
        if (Directory.Exists(home.Failed)) Directory.Move(home.Failed, Path.Combine(folder, "failed"));
    }
}
