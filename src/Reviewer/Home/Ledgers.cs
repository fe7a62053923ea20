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
        return File.Exists(home.Ledger) ? Read(home.Ledger) : null;
    }

    /// <summary>One that was left behind, as long as it had become; null when there is none of this id.</summary>
    /// <exception cref="InvalidDataException">A file is not as this program wrote it.</exception>
    public static LedgerText? ReadFormer(HomeFolder home, LedgerId id) =>
        !Directory.Exists(home.FormerLedgers) ? null
        : Directory.GetDirectories(home.FormerLedgers, $"{id}-*").Select(folder => Read(Path.Combine(folder, Path.GetFileName(home.Ledger)))).MaxBy(ledger => ledger.Lines.Count);

    private static LedgerText Read(string path)
    {
        var octets = PrivateFile.Read(path, LedgerText.MaximumOctets) ?? [];
        return LedgerText.TryRead(octets, out var ledger, out var why) && ledger.After.Number == 0
            ? ledger : throw new InvalidDataException($"{path} is damaged ({why}).");
    }

    public static void Write(HomeFolder home, LedgerText whole) => PrivateFile.Replace(home.Ledger, whole.Write);

    /// <summary>
    /// Puts the present ledger and its entries' states aside. Cases stay: they are known by their content. The ledger stays in its place too until the next
    /// one replaces it in one step: a machine without one would take any ledger untyped.
    /// </summary>
    public static void LeaveBehind(HomeFolder home, LedgerText former)
    {
        var folder = HomeFolder.Unused(Path.Combine(home.FormerLedgers, string.Create(CultureInfo.InvariantCulture, $"{former.Id}-{former.Head.Number}")));
        HomeFolder.MakeFolder(folder);
        if (Directory.Exists(home.Failed)) Directory.Move(home.Failed, Path.Combine(folder, "failed"));
        File.Copy(home.Ledger, Path.Combine(folder, Path.GetFileName(home.Ledger)));
        if (File.Exists(home.State)) File.Move(home.State, Path.Combine(folder, Path.GetFileName(home.State)));
    }
}
