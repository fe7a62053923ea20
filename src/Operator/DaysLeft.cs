using System.Globalization;

namespace SecureDrop.Operator;

/// <summary>
/// How long a keyring still serves, and how pressing the next one is: judged here alone, for `status`, `export` and whatever else looks after a
/// gateway. A new keyring takes an organisation weeks (a root, couriers, a second channel), so the first word comes at 60 days.
/// </summary>
/// <param name="Last">The last day.</param>
/// <param name="Days">Days after today until then: 0 on the last day, below that when it is past.</param>
internal readonly record struct DaysLeft(DateOnly Last, int Days)
{
    public static DaysLeft Of(DateOnly last, DateOnly today) => new(last, last.DayNumber - today.DayNumber);

    public Urgency Urgency => Days switch
    {
        < 0 => Urgency.Closed,
        <= 7 => Urgency.Urgent,
        <= 30 => Urgency.Warning,
        <= 60 => Urgency.Note,
        _ => Urgency.None,
    };

    /// <summary>Such as: until 2026-12-01, 8 days left.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"until {Last:yyyy-MM-dd}, {Left}");

    /// <summary>The same with what is to be done: …; warning: have the next keyring made and install it.</summary>
    public override string ToString() => Words + Next;

    private string Left => Days switch
    {
        0 => "today is the last day",
        1 => "1 day left",
        -1 => "1 day ago",
        < 0 => $"{-Days} days ago",
        _ => $"{Days} days left",
    };

    private string Next => Urgency switch
    {
        Urgency.Note => "; note: the next keyring is to be planned",
        Urgency.Warning => "; warning: have the next keyring made and install it",
        Urgency.Urgent => "; URGENT: install the next keyring now, or the door closes",
        Urgency.Closed => "; CLOSED until the next keyring is installed",
        _ => "",
    };
}
