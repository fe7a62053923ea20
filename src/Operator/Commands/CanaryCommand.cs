using System.Globalization;
using System.Security.Cryptography;
using SecureDrop.Formats;
using SecureDrop.Formats.Control;
using SecureDrop.Formats.Texts;
using SecureDrop.Operator.Bundles;
using SecureDrop.Operator.Canaries;

namespace SecureDrop.Operator.Commands;

/// <summary>
/// `canary`: a testimony that says, signed, that it is none, sent as sources send. Sealed it looks like any other; only afterwards the gateway hears which receipt is the
/// operator's, so that `status` tells how far it has come. When a reviewer's acknowledgement comes back for it, the whole way is open. It proves liveness, not honesty.
/// </summary>
internal static class CanaryCommand
{
    public static async Task RunAsync(Desk desk, CanaryOptions options, CancellationToken stop)
    {
        var status = await desk.Gateway.StatusAsync(stop);
        var keyring = await PinnedKeyring.OpenAsync(desk, stop);
        var development = status.Environment == "Development";
        using var signer = BundleSigner.Open(
            options.SigningKey ?? Checkout.Example(development, "operator.secret.asc"), options.Passphrase ?? Checkout.Example(development, "passphrase.txt"), keyring, desk.Today);
        if (!LedgerId.TryParse(status.LedgerId, out var ledger)) throw Troubles.AnswerNotUnderstood("the ledger's id is none");
        var program = SourceProgram.Find(options.Source);

        var mark = new CanaryMark(ledger, desk.Today, new CanaryId(RandomNumberGenerator.GetBytes(CanaryId.Size)));
        var account = signer.SignText(mark.Write(), desk.Time.GetUtcNow()).Write();
        desk.Report.Progress($"sending it to {options.To}");
        var receipt = await program.SubmitAsync(account, keyring, options.To, options.Proxy, desk.Report.Progress, stop);
        await TellAsync(desk, receipt, stop);

        desk.Report.Result(new CanarySending($"{receipt}", mark.Day, $"{mark.Id}"), OperatorJson.Default.CanarySending);
        desk.Report.SayBlock(string.Create(CultureInfo.InvariantCulture, $"""
            canary   sent on {mark.Day:yyyy-MM-dd} to {options.To}, receipt {receipt}
            next     export as usual; the reviewers see that it is one, and their acknowledgement closes the loop: status tells how far it has come
            """));
    }

    private static async Task TellAsync(Desk desk, Receipt receipt, CancellationToken stop)
    {
        try
        {
            await desk.Gateway.CanaryAsync(new CanarySent(receipt.Digits), stop);
        }
        catch (TroubleException why)
        {
            throw Troubles.CanaryNotTold($"{receipt}", why);
        }
    }
}
