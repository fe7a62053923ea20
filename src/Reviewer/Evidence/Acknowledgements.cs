using System.Globalization;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Home;

namespace SecureDrop.Reviewer.Evidence;

/// <summary>Copies of what went back across the gap (HOME/acknowledgements/LEDGER-000003.asc): what this machine has told the gateway, in its own signature.</summary>
internal static class Acknowledgements
{
    public static void Keep(HomeFolder home, LedgerId ledger, int bundle, byte[] signed)
    {
        HomeFolder.MakeFolder(home.Acknowledgements);
        PrivateFile.Replace(Path.Combine(home.Acknowledgements, string.Create(CultureInfo.InvariantCulture, $"{ledger}-{bundle:D6}.asc")), signed);
    }

    /// <summary>The last one of a ledger, which speaks of all entries before it; null when there is none.</summary>
    public static string? Newest(HomeFolder home, LedgerId ledger) =>
        Directory.Exists(home.Acknowledgements) ? Directory.GetFiles(home.Acknowledgements, $"{ledger}-*.asc").Order(StringComparer.Ordinal).LastOrDefault() : null;
}
