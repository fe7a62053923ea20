using System.Globalization;
using SecureDrop.Formats.Texts;
using SecureDrop.Reviewer.Cases;
using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// All that a report says, in one language: a text that is missing in one does not compile. `{0}` and `{1}` stand for what is told; numbers stand behind a
/// colon or in a column of their own, so that no language needs its plural forms.
/// </summary>
internal sealed record Words
{
    /// <summary>The languages a report can be in, by their tags.</summary>
    public static IReadOnlyDictionary<string, Words> All { get; } = new SortedDictionary<string, Words>(StringComparer.Ordinal) { ["ar"] = ArabicWords.All, ["en"] = EnglishWords.All };

    public required string Language { get; init; }
    public required bool RightToLeft { get; init; }

    /// <summary>Ten digits, and what stands between thousands.</summary>
    public required string Digits { get; init; }
    public required string Thousands { get; init; }

    /// <summary>The style sheet's name for these digits, for page numbers.</summary>
    public required string DigitsOfPages { get; init; }
    public required IReadOnlyList<string> Months { get; init; }
    public required IReadOnlyList<string> ShortMonths { get; init; }

    /// <summary>From one day or month to another.</summary>
    public required string FromTo { get; init; }

    /// <summary>Between the members of a list.</summary>
    public required string Comma { get; init; }

    public required string Title { get; init; }
    public required string PageHeader { get; init; }
    public required string NotEncrypted { get; init; }
    public required string NotEncryptedWhy { get; init; }
    public required string WithheldCases { get; init; }
    public required string WithheldWhy { get; init; }

    public required string Basis { get; init; }
    public required string BasisWhy { get; init; }
    public required string CasesHere { get; init; }
    public required string CasesInAll { get; init; }
    public required string Ledger { get; init; }
    public required string LedgerLine { get; init; }
    public required string LedgerHead { get; init; }
    public required string LedgerUnknown { get; init; }
    public required string Program { get; init; }

    public required string Counts { get; init; }
    public required string ByKind { get; init; }
    public required string ByState { get; init; }
    public required string ByLanguage { get; init; }
    public required string ByFile { get; init; }
    public required IReadOnlyDictionary<string, string> FileKinds { get; init; }
    public required string ByPlace { get; init; }
    public required string ByPlaceWhy { get; init; }
    public required string OtherPlaces { get; init; }
    public required string Cases { get; init; }
    public required string NotSaid { get; init; }
    public required string Allowed { get; init; }
    public required string AllowedWhy { get; init; }
    public required string AllowedByOne { get; init; }
    public required string AllowedHere { get; init; }
    public required string Court { get; init; }
    public required string Archive { get; init; }
    public required string Publication { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required string LeftOpen { get; init; }
    public required string Testimony { get; init; }
    public required string Letter { get; init; }
    public required IReadOnlyDictionary<string, string> States { get; init; }
    public required IReadOnlyDictionary<string, string> Languages { get; init; }

    public required string Timeline { get; init; }
    public required string TimelineWhy { get; init; }
    public required string ByMonth { get; init; }
    public required string ByMonthFigure { get; init; }
    public required string ByDay { get; init; }
    public required string ByDayFigure { get; init; }
    public required string DatedToTheDay { get; init; }
    public required string DatedToTheMonth { get; init; }
    public required string Burst { get; init; }
    public required string MonthAndDays { get; init; }
    public required string Month { get; init; }
    public required string DaysColumn { get; init; }
    public required string NotOnIt { get; init; }
    public required string DatedToTheYear { get; init; }
    public required string DatedWider { get; init; }
    public required string DatedEarlier { get; init; }
    public required string DatedLater { get; init; }
    public required string Undated { get; init; }
    public required string NothingDated { get; init; }
    public required string Bursts { get; init; }
    public required string BurstsWhy { get; init; }
    public required string Gaps { get; init; }
    public required string GapsWhy { get; init; }
    public required string TooFewDays { get; init; }
    public required string None { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }
    public required string DaysCount { get; init; }
    public required string MayBelong { get; init; }

    public required string Contents { get; init; }
    public required string Case { get; init; }
    public required string Where { get; init; }
    public required string State { get; init; }
    public required string NotToBePublished { get; init; }
    public required string NotForCourt { get; init; }
    public required string NotToBeKept { get; init; }
    public required string Wishes { get; init; }
    public required string When { get; init; }
    public required string ReadAs { get; init; }
    public required string NotReadAsDate { get; init; }
    public required string WrittenIn { get; init; }
    public required string MissingParts { get; init; }
    public required string OfParts { get; init; }
    public required string RefusedFor { get; init; }
    public required IReadOnlyDictionary<string, string> Flags { get; init; }
    public required string KnowBefore { get; init; }
    public required string Version { get; init; }
    public required string Account { get; init; }
    public required string NoAccount { get; init; }
    public required string NoText { get; init; }
    public required string Files { get; init; }
    public required string Octets { get; init; }
    public required string Intact { get; init; }
    public required string OtherHash { get; init; }
    public required string FileMissing { get; init; }
    public required string Ciphertexts { get; init; }
    public required string CiphertextsWhy { get; init; }
    public required string Entry { get; init; }
    public required string OfBundle { get; init; }
    public required string PartOf { get; init; }
    public required string OtherCiphertext { get; init; }
    public required string NoEntry { get; init; }

    public required string Failed { get; init; }
    public required string FailedWhy { get; init; }
    public required string Entries { get; init; }
    public required string Reason { get; init; }
    public required IReadOnlyDictionary<FailureReason, string> Reasons { get; init; }
    public required string Unreadable { get; init; }
    public required string End { get; init; }

    public string Direction => RightToLeft ? "rtl" : "ltr";

    public string Number(long number)
    {
        var plain = number.ToString("#,0", CultureInfo.InvariantCulture);
        return string.Concat(plain.Select(sign => sign == ',' ? Thousands : Digits[sign - '0'].ToString()));
    }

    public string DayOf(DateOnly day) => $"{Plain(day.Day)} {MonthOf(day)}";
    public string MonthOf(DateOnly month) => $"{Months[month.Month - 1]} {Plain(month.Year)}";
    public string YearOf(int year) => Plain(year);

    /// <summary>A time at the precision it has: a day, a month, a year, or from one to another.</summary>
    public string TimeOf(IncidentTime time)
    {
        var (first, last) = (time.First, time.Last);
        if (first == last) return DayOf(first);
        var wholeMonths = first.Day == 1 && last.Day == DateTime.DaysInMonth(last.Year, last.Month);
        if (!wholeMonths) return Tell(FromTo, DayOf(first), DayOf(last));
        if (first.Month == 1 && last.Month == 12) return first.Year == last.Year ? YearOf(first.Year) : Tell(FromTo, YearOf(first.Year), YearOf(last.Year));
        return first.Year == last.Year && first.Month == last.Month ? MonthOf(first) : Tell(FromTo, MonthOf(first), MonthOf(last));
    }

    /// <summary>A language's name, or its tag where it has none here; a tag is letters, digits and dashes.</summary>
    public string LanguageOf(string? tag) => tag is null ? NotSaid : Languages.GetValueOrDefault(tag, tag);

    public string FileKindOf(CaseFile file) => FileKinds.GetValueOrDefault(Triage.FileKinds.Of(file), FileKinds["other"]);

    public string FlagOf(string flag) => Flags.GetValueOrDefault(flag, flag);

    public static string Tell(string text, params ReadOnlySpan<string> told)
    {
        for (var at = 0; at < told.Length; at++) text = text.Replace($"{{{at}}}", told[at], StringComparison.Ordinal);
        return text;
    }

    private string Plain(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(sign => Digits[sign - '0']));
}
