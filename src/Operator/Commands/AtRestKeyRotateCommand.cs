using System.Security.Cryptography;
using SecureDrop.Operator.AtRest;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `at-rest-key rotate`: a new key beside the old one, then the gateway seals its ring with it, then it takes the old one's place. At every moment one
/// of the two files opens the vault, so whatever cuts this short, the same command finishes it; a gateway that is started meanwhile does too.
/// </summary>
internal static class AtRestKeyRotateCommand
{
    public static async Task RunAsync(Desk desk, string? file, CancellationToken stop)
    {
        var key = new KeyAtSource(file ?? Checkout.AtRestKey ?? throw Troubles.AtRestKeyNeeded());
        var now = key.Read();
        var next = Array.Empty<byte>();
        try
        {
            // The gateway takes the next key only from one who shows the present one. Asked first, a wrong file gets nothing beside it either.
            if (!key.IsBegun && !await desk.Gateway.HasAtRestKeyAsync(now, stop)) throw Troubles.AtRestKeyDiffers(key.File);
            next = key.NextOrNew();
            await desk.Gateway.ChangeAtRestKeyAsync(now, next, stop);
            key.TakeNext(next);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(now);
            CryptographicOperations.ZeroMemory(next);
        }

        desk.Report.Result(new AtRestKeyRotated(key.File), OperatorJson.Default.AtRestKeyRotated);
        desk.Report.SayBlock($"""
            at-rest key  changed: the vault opens with the new one alone, which is in {key.File}
            not reached  copies of the old key; with one, a copy of the data directory from before today still opens
            """);
    }
}
