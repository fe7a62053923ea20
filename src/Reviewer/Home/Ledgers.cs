using System.Globalization;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Hashing;

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
    /// Begins to put the present ledger and its entries' states aside. Cases stay: they are known by their content. The ledger stays in its place too until the
    /// next one replaces it in one step: a machine without one would take any ledger untyped. Until <see cref="Settle"/> all of it can be taken back.
    /// </summary>
    public static void LeaveBehind(HomeFolder home, LedgerText former)
    {
        HomeFolder.MakeFolder(home.LeavingLedger);
        // The ledger first and in one step: without it nothing was moved.
        PrivateFile.Replace(Leaving(home, home.Ledger), former.Write);
        if (!File.Exists(home.State)) MachineState.Empty.Write(home);
        if (Directory.Exists(home.Failed)) Directory.Move(home.Failed, Leaving(home, home.Failed));
        File.Move(home.State, Leaving(home, home.State));
    }

    /// <summary>
    /// Ends a leaving: for good once another ledger is in its place; else a run was cut short, and all is put back as it was. Otherwise the next bundle of
    /// the present ledger would be opened as the first, and what was opened before never acknowledged.
    /// </summary>
    public static void Settle(HomeFolder home)
    {
        if (!Directory.Exists(home.LeavingLedger)) return;
        var (kept, failed, state) = (Leaving(home, home.Ledger), Leaving(home, home.Failed), Leaving(home, home.State));
        if (File.Exists(kept) && FileHash.Of(kept) != FileHash.Of(home.Ledger))
        {
            var former = Read(kept);
            Directory.Move(home.LeavingLedger, HomeFolder.Unused(Path.Combine(home.FormerLedgers, string.Create(CultureInfo.InvariantCulture, $"{former.Id}-{former.Head.Number}"))));
            return;
        }

        if (Directory.Exists(failed))
        {
            // Those of the bundle that was not finished: its next opening brings them.
            if (Directory.Exists(home.Failed)) Directory.Delete(home.Failed, recursive: true);
            Directory.Move(failed, home.Failed);
        }

        if (File.Exists(state)) File.Move(state, home.State, overwrite: true);
        Directory.Delete(home.LeavingLedger, recursive: true);
    }

    private static string Leaving(HomeFolder home, string path) => Path.Combine(home.LeavingLedger, Path.GetFileName(path));
}
