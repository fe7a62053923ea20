namespace SecureDrop.Formats.Texts;

/// <summary>
/// One key of a keyring. Operators have no subkey and no accept-until. A live line has From and Until; one that ended has
/// only the day of that in <see cref="EndedOn"/>.
/// </summary>
public sealed record KeyringLine
{
    private KeyringLine(KeyringRole role, Fingerprint primary, Fingerprint? subkey) => (Role, Primary, Subkey) = (role, primary, subkey);

    public KeyringRole Role { get; }
    public Fingerprint Primary { get; }
    public Fingerprint? Subkey { get; }
    public KeyringStatus Status { get; private init; }

    /// <summary>Seal-from, or the first day an operator may sign.</summary>
    public DateOnly? From { get; private init; }

    /// <summary>Seal-until, or the last day an operator may sign.</summary>
    public DateOnly? Until { get; private init; }
    public DateOnly? AcceptUntil { get; private init; }
    public DateOnly? EndedOn { get; private init; }

    /// <summary>A holder's or reviewer's encryption subkey in use.</summary>
    public static KeyringLine Sealing(KeyringRole role, Fingerprint primary, Fingerprint subkey, DateOnly from, DateOnly until, DateOnly acceptUntil) =>
        new(role, primary, subkey) { From = from, Until = until, AcceptUntil = acceptUntil };

    /// <summary>An operator's certificate, which signs bundles.</summary>
    public static KeyringLine Signing(Fingerprint primary, DateOnly from, DateOnly until) =>
        new(KeyringRole.Operator, primary, null) { From = from, Until = until };

    /// <summary>A subkey revoked or destroyed, or (without subkey) an operator's certificate revoked.</summary>
    public static KeyringLine Ended(KeyringRole role, Fingerprint primary, Fingerprint? subkey, KeyringStatus status, DateOnly day) =>
        new(role, primary, subkey) { Status = status, EndedOn = day };

    /// <summary>The same in another role of those who read.</summary>
    public KeyringLine As(KeyringRole role) => new(role, Primary, Subkey) { Status = Status, From = From, Until = Until, AcceptUntil = AcceptUntil, EndedOn = EndedOn };

    /// <summary>A message sealed to this subkey is taken on that day, whether or not its seal-from has come.</summary>
    public bool IsAccepted(DateOnly day) => Status == KeyringStatus.Live && day <= AcceptUntil;

    /// <summary>One may seal to this subkey, or this operator may sign, on that day.</summary>
    public bool IsUsable(DateOnly day) => Status == KeyringStatus.Live && From <= day && day <= Until;

    /// <summary>The line without its line end.</summary>
    public override string ToString()
    {
        IEnumerable<string?> words = Status == KeyringStatus.Live
            ? [Word(Role), $"{Primary}", Subkey?.ToString(), Day(From), Day(Until), Day(AcceptUntil)]
            : [Word(Role), $"{Primary}", Subkey?.ToString(), Word(Status), Day(EndedOn)];
        return string.Join(' ', words.Where(word => word is not null));
    }

    /// <summary>Reads what <see cref="ToString"/> writes and only that; null and why otherwise.</summary>
    internal static KeyringLine? Parse(ReadOnlySpan<char> text, out TextFault fault)
    {
        fault = TextFault.LineMalformed;
        var words = text.ToString().Split(' ', 7);
        var role = Enum.GetValues<KeyringRole>().Where(role => Word(role) == words[0]).Cast<KeyringRole?>().FirstOrDefault();
        if (role is null || words.Length < 4) return null;
        var ofSubkey = role != KeyringRole.Operator;
        fault = TextFault.FingerprintMalformed;
        if (!Fingerprint.TryParse(words[1], out var primary)) return null;
        var subkey = default(Fingerprint);
        if (ofSubkey && !Fingerprint.TryParse(words[2], out subkey)) return null;
        fault = TextFault.LineMalformed;
        var rest = words[(ofSubkey ? 3 : 2)..];

        KeyringStatus? ended = rest[0] == "revoked" ? KeyringStatus.Revoked : ofSubkey && rest[0] == "destroyed" ? KeyringStatus.Destroyed : null;
        if (rest.Length != (ended is not null ? 2 : ofSubkey ? 3 : 2)) return null;
        fault = TextFault.DayMalformed;
        var days = new List<DateOnly>();
        foreach (var word in rest[(ended is not null ? 1 : 0)..])
        {
            if (!Written.TryDay(word, out var day)) return null;
            days.Add(day);
        }

        if (ended is { } status) return Ended(role.Value, primary, ofSubkey ? subkey : null, status, days[0]);
        fault = TextFault.DaysContradict;
        if (!days.SequenceEqual(days.Order())) return null;
        return ofSubkey ? Sealing(role.Value, primary, subkey, days[0], days[1], days[2]) : Signing(primary, days[0], days[1]);
    }

    private static string? Day(DateOnly? day) => day is { } value ? Written.Of(value) : null;

    private static string Word<T>(T name) where T : struct, Enum => $"{name}".ToLowerInvariant();
}
