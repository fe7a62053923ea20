using System.Globalization;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// Finds days, months and years of the common calendar in a source's words: `2024`, `2024-03`, `2024/3/17`, `17.3.2024`, `3/2024`, `17 March 2024`,
/// `March 17, 2024`, `١٧ آذار ٢٠٢٤`, with months named as in Arabic (of the Levant and Iraq, of Egypt and the Gulf, of the Maghreb), Sorani, English and French, in any
/// digits. Several of them mean all days from the first to the last. Where day and month could be either way round (`3/4/2024`), both readings count,
/// so that nothing is placed on a day that was not meant. Years 1900 to 2100; without a year there is no reading. Looks at the first 300 letters.
/// </summary>
internal static class IncidentWords
{
    /// <summary>January first; each month with its names, folded so that spellings agree.</summary>
    private static readonly (string Name, int Month)[] Months = [.. Names()];

    private static readonly HashSet<string> Between = [.. "of de du d the le la th st nd rd er من شهر عام سنة ي مانگی ساڵی".Split(' ').Select(Folded.Of)];

    public static bool TryRead(string words, out IncidentTime time)
    {
        var tokens = Split(Folded.Of(words.Length <= CaseFacts.MaximumLetters ? words : words[..CaseFacts.MaximumLetters]));
        IncidentTime? found = null;
        for (var at = 0; at < tokens.Count;)
        {
            var (here, used) = Read(tokens, at);
            if (here is { } one) found = found is { } before ? before.Union(one) : one;
            at += used;
        }

        time = found ?? default;
        return found is not null;
    }

    /// <summary>What begins at a token, and how many tokens it takes: at least one.</summary>
    private static (IncidentTime? Time, int Used) Read(List<string> tokens, int at)
    {
        if (Number(tokens, at) is not { } first) return MonthAt(tokens, at) is { } month ? AfterMonth(tokens, at, month, null) : (null, 1);
        if (IsSeparator(tokens, at + 1) && Number(tokens, at + 2) is { } second)
        {
            var third = IsSeparator(tokens, at + 3) ? Number(tokens, at + 4) : null;
            if (IsYear(first) && third is { } day && Day(first, second, day) is { } whole) return (whole, 5);
            if (third is { } year && IsYear(year) && Either(first, second, year) is { } either) return (either, 5);
            if (IsYear(first) && second is >= 1 and <= 12) return (IncidentTime.OfMonth(first, second), 3);
            if (IsYear(second) && first is >= 1 and <= 12) return (IncidentTime.OfMonth(second, first), 3);
            // A night from one day to the next.
            if (first < second && MonthAt(tokens, at + 3) is { } nights && AfterMonth(tokens, at + 3, nights, second) is ({ } last, _) night)
                return (last with { First = last.First.AddDays(first - second) }, 3 + night.Used);
        }

        var next = PastBetween(tokens, at + 1);
        if (first is >= 1 and <= 31 && MonthAt(tokens, next) is { } named && AfterMonth(tokens, next, named, first) is (not null, _) dated)
            return (dated.Time, next - at + dated.Used);
        return IsYear(first) ? (IncidentTime.OfYear(first), 1) : (null, 1);
    }

    /// <summary>A month's name, perhaps another name of it after a slash, perhaps a day, and a year.</summary>
    private static (IncidentTime? Time, int Used) AfterMonth(List<string> tokens, int at, int month, int? day)
    {
        var next = at + 1;
        if (tokens.ElementAtOrDefault(next) is "/" or "-" or "(" && MonthAt(tokens, next + 1) == month) next += 2;
        while (tokens.ElementAtOrDefault(next) is ")" or "," or "\u060C" or ".") next++;
        next = PastBetween(tokens, next);
        if (day is null && Number(tokens, next) is >= 1 and <= 31 and var late)
        {
            var behind = PastBetween(tokens, next + 1);
            while (tokens.ElementAtOrDefault(behind) is "," or "\u060C") behind++;
            if (Number(tokens, behind) is { } same && IsYear(same)) (day, next) = (late, behind);
        }

        if (Number(tokens, next) is not { } year || !IsYear(year)) return (null, 1);
        var time = day is { } one ? Day(year, month, one) : IncidentTime.OfMonth(year, month);
        return (time, next - at + 1);
    }

    /// <summary>Day and month as written, or both readings when each may be the other.</summary>
    private static IncidentTime? Either(int first, int second, int year) => (Day(year, second, first), Day(year, first, second)) switch
    {
        ({ } dayFirst, { } monthFirst) => dayFirst.Union(monthFirst),
        var (dayFirst, monthFirst) => dayFirst ?? monthFirst,
    };

    private static IncidentTime? Day(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? IncidentTime.OfDay(new DateOnly(year, month, day)) : null;

    private static bool IsYear(int number) => number is >= 1900 and <= 2100;

    private static bool IsSeparator(List<string> tokens, int at) => tokens.ElementAtOrDefault(at) is "-" or "/" or "." or "\u2010" or "\u2011" or "\u2013";

    private static int? Number(List<string> tokens, int at) =>
        at < tokens.Count && tokens[at].Length <= 4 && int.TryParse(tokens[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? MonthAt(List<string> tokens, int at)
    {
        if (at >= tokens.Count) return null;
        foreach (var (name, month) in Months)
            // Sorani joins the month to its year by an ending.
            if (tokens[at] == name || tokens[at] == name + "\u064A") return month;
        return null;
    }

    private static int PastBetween(List<string> tokens, int at)
    {
        while (at < tokens.Count && Between.Contains(tokens[at])) at++;
        return at;
    }

    /// <summary>Runs of digits, names of months and other words, and single signs; blanks part them and are dropped.</summary>
    private static List<string> Split(string folded)
    {
        var tokens = new List<string>();
        for (var at = 0; at < folded.Length;)
        {
            var length = 1;
            if (char.IsAsciiDigit(folded[at])) while (at + length < folded.Length && char.IsAsciiDigit(folded[at + length])) length++;
            else if (char.IsLetter(folded[at]))
            {
                var (name, _) = Months.FirstOrDefault(month => folded.AsSpan(at).StartsWith(month.Name, StringComparison.Ordinal));
                if (name is not null) length = name.Length;
                while (at + length < folded.Length && char.IsLetter(folded[at + length])) length++;
            }

            if (folded[at] != ' ') tokens.Add(folded.Substring(at, length));
            at += length;
        }

        return tokens;
    }

    /// <summary>The longest first: some are the beginning of another.</summary>
    private static IEnumerable<(string Name, int Month)> Names() =>
        ((string[])[
            "January|Jan|Janvier|Janv|يناير|كانون الثاني|جانفي|کانوونی دووەم|کانونی دووەم",
            "February|Feb|Février|Fév|فبراير|شباط|فيفري|شوبات",
            "March|Mar|Mars|مارس|آذار|ئازار|ئادار",
            "April|Apr|Avril|Avr|أبريل|إبريل|نيسان|أفريل|نیسان",
            "May|Mai|مايو|أيار|ماي|ئایار|مایس",
            "June|Jun|Juin|يونيو|حزيران|جوان|حوزەیران",
            "July|Jul|Juillet|Juil|يوليو|تموز|جويلية|يوليوز|تەمموز|تەممووز",
            "August|Aug|Août|أغسطس|آب|أوت|غشت|ئاب",
            "September|Sept|Sep|Septembre|سبتمبر|أيلول|شتنبر|ئەیلوول|ئەیلول",
            "October|Oct|Octobre|أكتوبر|تشرين الأول|تشرینی یەکەم",
            "November|Nov|Novembre|نوفمبر|تشرين الثاني|نونبر|تشرینی دووەم",
            "December|Dec|Décembre|Déc|ديسمبر|كانون الأول|دجنبر|کانوونی یەکەم|کانونی یەکەم",
        ]).SelectMany((names, at) => names.Split('|').Select(name => (Name: Folded.Of(name), Month: at + 1))).Distinct().OrderByDescending(pair => pair.Name.Length);
}
