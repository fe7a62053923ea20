using System.Globalization;

namespace SecureDrop.Operator.Setup;

/// <summary>What `init` says at its end: what is here, what to do on the isolated machine, what to bring back, and how to go on.</summary>
internal static class SetupWords
{
    private const int Indent = 7;

    /// <summary>Days: a year to seal, half a year more for what comes late.</summary>
    private const int Sealing = 365, Accepting = Sealing + 180;

    public static Initialised Of(Answers answers, string[] made, string[] there, DateOnly today)
    {
        var addresses = answers.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string Day(int days) => today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new Initialised(
            answers.Data, answers.AtRestKey, answers.Listen, addresses, answers.SigningKey, made, there,
            [
                "securedrop-reviewer keygen --role root --name root",
                "securedrop-reviewer keygen --role operator --name operator",
                "securedrop-reviewer keygen --role reviewer --name NAME",
                "securedrop-reviewer keygen --role backup --name backup",
                $"securedrop-reviewer keyring --root-key root.secret.asc --holder NAME.public.asc --operator operator.public.asc --address {string.Join(' ', addresses)} "
                + $"--seal-until {Day(Sealing)} --accept-until {Day(Accepting)} --expires {Day(Accepting)} --out keyring.asc",
            ],
            [
                IsTheUnits(answers.Data, answers.AtRestKey, answers.Listen) ? "systemctl enable --now securedrop-gateway.socket securedrop-gateway.service"
                    : $"securedrop-gateway --data {answers.Data} --at-rest-key {answers.AtRestKey} --urls {answers.Listen}",
                $"securedrop-operator --data {answers.Data} keyring install keyring.asc --root FINGERPRINT --signing-key {answers.SigningKey} --passphrase-file FILE",
                $"securedrop-operator --data {answers.Data} doctor --at-rest-key {answers.AtRestKey} --signing-key {answers.SigningKey}",
            ]);
    }

    public static string Screen(Initialised told)
    {
        List<(string Label, string Words)> lines =
        [
            .. told.Made.Select(path => ("made", $"{path} ({Mode(path)})")),
            .. told.There.Select(path => ("kept", $"{path} ({Mode(path)})")),
            ("", ""),
            ("carry", "to the isolated machine: the program securedrop-reviewer, and these commands"),
            .. told.Isolated.Select(command => ("$", command)),
            ("", "one keygen and one --holder for each reviewer: two are safer than one"),
            ("bring", $"back: keyring.asc; backup.public.asc, which backups are sealed to; operator.secret.asc, which goes to {told.SigningKey}, and its passphrase; and on paper, by another way, "
                + "the root's fingerprint"),
            ("keys", "their folders stay of mode 0700 and the files in them 0600, root's where systemd hands the key over, else the gateway's own account's: "
                + $"install -m 600 operator.secret.asc {told.SigningKey}"),
            ("never", "bring the secret key of the root, of a reviewer or of the backups"),
            ("", ""),
            ("next", "here:"),
            .. told.Next.Select(command => ("$", command)),
        ];
        if (!IsTheUnits(told.Data, told.AtRestKey, told.Listen))
            lines.Add(("note", "the package's unit serves other places than these: start the gateway as above, or name these in the unit (systemctl edit --full securedrop-gateway.service, and .socket)"));
        if (!told.Addresses.Any(address => new Uri(address).Host.EndsWith(".onion", StringComparison.Ordinal)))
            lines.Add(("note", "no address is an onion service's: whoever watches the line then sees who comes"));
        if (FileStatus.Of(told.AtRestKey).OrNull() is { User: 0 })
            lines.Add(("note", $"the key belongs to root: hand it to the gateway as a systemd credential (LoadCredential=keys:{Path.GetDirectoryName(told.AtRestKey)})"));
        // A command stays on one line, so that it can be copied.
        return string.Join('\n', lines.Select(line =>
            line.Words.Length == 0 ? "" : line.Label.PadRight(Indent) + (line.Label == "$" ? line.Words : line.Words.Wrapped(Indent))));
    }

    /// <summary>Whether the package's unit would start a gateway on just these.</summary>
    private static bool IsTheUnits(params string[] places) => places.SequenceEqual(Question.All.Take(places.Length).Select(question => question.Usual));

    private static string Mode(string path) => FileStatus.Of(path).OrNull()?.Octal ?? "?";
}
