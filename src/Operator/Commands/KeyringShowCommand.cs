namespace SecureDrop.Operator.Commands;

/// <summary>`keyring show`: the keyring that the gateway follows, verified against the pinned root.</summary>
internal static class KeyringShowCommand
{
    public static async Task RunAsync(Desk desk, CancellationToken stop)
    {
        var keyring = (await PinnedKeyring.OpenAsync(desk, stop)).Lines;
        desk.Report.Result(KeyringSummary.Of(keyring), OperatorJson.Default.KeyringSummary);
        desk.Report.Say($"epoch {keyring.Epoch}, issued {keyring.Issued:yyyy-MM-dd}, expires {keyring.Expires:yyyy-MM-dd}");
        desk.Report.Say($"root {keyring.Root.Grouped()}");
        desk.Report.Say($"hash {Voice.Grouped($"{keyring.Hash}")}");
        foreach (var address in keyring.Addresses) desk.Report.Say($"address {address}");
        foreach (var line in keyring.Keys) desk.Report.Say(KeyringWords.Line(line));
    }
}
