using SecureDrop.Operator.Doctor.Facts;

namespace SecureDrop.Operator.Doctor.Checks;

/// <summary>Memory, and with it the vault's key, must reach no disk in clear.</summary>
internal static class SwapCheck
{
    private const string Name = "swap";

    public static Finding Judge(Snapshot seen)
    {
        if (!seen.Swaps.Is(out var areas, out var why)) return Finding.Unknown(Name, why, Again.AsTheGateway);
        var clear = areas.Where(area => !area.IsSafe).Select(area => area.Name).ToList();
        if (clear.Count == 0) return Finding.Ok(
            Name, areas.Length == 0 ? "none" : $"{string.Join(", ", areas.Select(area => area.Name))}: encrypted, or in memory");
        var remedy = $"{string.Join("; ", clear.Select(area => $"swapoff {area}"))}; take it out of /etc/fstab, "
            + "or encrypt it with a random key (crypttab: swap,/dev/urandom)";
        return seen.Process.OrNull()?.Field("VmSwap:") is { } swapped && !swapped.StartsWith("0 ", StringComparison.Ordinal)
            ? Finding.Danger(
                Name, $"{swapped} of the gateway lie in clear on {string.Join(", ", clear)}", $"{remedy}; then securedrop-operator at-rest-key rotate --key FILE")
            : Finding.Warning(Name, $"{string.Join(", ", clear)} takes memory in clear", remedy);
    }
}
