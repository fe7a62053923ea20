using System.Globalization;
using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Reviewer.Tests.Reports;

/// <summary>
/// What people tell in four languages, made up from a seed: incidents of three years with days on which much happened and weeks on which nothing did.
/// Nobody in them has a name.
/// </summary>
internal sealed class MixedAccounts(Random random)
{
    /// <summary>The days of 1 December 2023 to 23 November 2026.</summary>
    private static readonly DateOnly First = new(2023, 12, 1);
    private const int Days = 1_089;

    /// <summary>Weeks of which no day is told.</summary>
    public static (DateOnly First, DateOnly Last) Silence { get; } = (new(2025, 1, 10), new(2025, 3, 5));

    /// <summary>Days on which very much happened.</summary>
    public static IReadOnlyList<DateOnly> Storms { get; } = [new(2024, 3, 14), new(2024, 3, 15), new(2025, 8, 2), new(2026, 6, 21)];

    private static readonly string[] Languages = ["ar", "ar", "ar", "ckb", "en", "fr"];

    private static readonly Dictionary<string, string[]> Sentences = new()
    {
        ["ar"] =
        [
            "دخلوا البيت قبل الفجر وكسروا الباب.", "أخذوا أخي ولم نعرف إلى أين.", "رأيت سيارتين بيضاوين بلا لوحات.", "سقطت القذيفة على السوق والناس فيه.",
            "قالوا لنا ألّا نتكلم مع أحد.", "سألنا عنه في كل مكان ولم يجبنا أحد.", "كان عند الحاجز أربعة رجال بلباس أسود.", "صوّرت المكان في اليوم التالي، والصور مرفقة.",
            "هُدمت المدرسة والبيوت الثلاثة بجانبها.", "طلبوا مالاً لنراه خمس دقائق.", "عاد بعد شهرين وعلى جسده آثار الضرب.", "لا أستطيع أن أكتب أكثر من هذا الآن.",
        ],
        ["ckb"] =
        [
            "بەرەبەیان هاتنە ژوورەوە و دەرگاکەیان شکاند.", "براکەمیان برد و نەمانزانی بۆ کوێ.", "دوو ئۆتۆمبێلی سپیم بینی کە تابلۆیان نەبوو.", "وێنەکانم لە ڕۆژی دواتر گرتوون.",
            "پێیان گوتین لەگەڵ کەس قسە مەکەن.", "لە هەموو شوێنێک پرسیمان و کەس وەڵامی نەداینەوە.", "قوتابخانەکە و سێ خانوو ڕووخان.", "ئێستا ناتوانم زیاتر بنووسم.",
        ],
        ["en"] =
        [
            "They came before dawn and broke the door.", "They took my brother and nobody told us where.", "I saw two white cars without plates.", "The shell fell on the market while it was full.",
            "We were told not to speak to anybody.", "Four men in black stood at the checkpoint.", "I took the photographs on the next day; they are attached.", "The school and three houses beside it are gone.",
            "They asked for money for five minutes with him.", "He came back after two months with the marks of beatings.", "I cannot write more than this now.",
        ],
        ["fr"] =
        [
            "Ils sont venus avant l’aube et ont enfoncé la porte.", "Ils ont emmené mon frère sans dire où.", "J’ai vu deux voitures blanches sans plaques.", "L’obus est tombé sur le marché plein de monde.",
            "On nous a dit de ne parler à personne.", "Quatre hommes en noir tenaient le barrage.", "Les photos ont été prises le lendemain.", "L’école et trois maisons voisines n’existent plus.",
        ],
    };

    private static readonly Dictionary<string, string[]> Places = new()
    {
        ["ar"] = ["حلب", "حمص", "إدلب", "درعا", "الرقة", "دير الزور", "حي القصور، حمص", "معرّة النعمان", "حلب"],
        ["ckb"] = ["قامشلۆ", "سلێمانی", "هەولێر", "کۆبانێ"],
        ["en"] = ["Aleppo", "Homs", "Idlib", "near the old bridge, Raqqa", "Deir ez-Zor"],
        ["fr"] = ["Alep", "Homs", "Idleb", "au nord de Raqqa"],
    };

    private static readonly Dictionary<string, string[]> Months = new()
    {
        ["ar"] = ["كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"],
        ["en"] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        ["fr"] = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    };

    private static readonly Dictionary<string, string[]> Vague = new()
    {
        ["ar"] = ["قبل العيد بيومين", "في الشتاء الماضي"],
        ["ckb"] = ["زستانی پێشوو"],
        ["en"] = ["last winter", "two days before the feast"],
        ["fr"] = ["l’hiver dernier"],
    };

    private static readonly Dictionary<string, string> Wishes = new()
    {
        ["ar"] = "لا تذكروا اسم الحي ولا المدرسة.",
        ["ckb"] = "ناوی گەڕەکەکە مەڵێن.",
        ["en"] = "Do not name the street: one family lives there.",
        ["fr"] = "Ne nommez pas le quartier.",
    };

    public Account Next()
    {
        var language = Pick(Languages);
        var told = Sentences[language];
        var lines = Enumerable.Range(0, 3 + random.Next(14)).Select(_ => Pick(told)).Chunk(4).Select(four => string.Join(' ', four));
        bool? Answer() => random.Next(10) switch { < 6 => true, < 8 => false, _ => null };
        return new Account(
            string.Join("\n\n", lines), language,
            random.Next(10) < 9 ? When(language) : null,
            random.Next(10) < 8 ? Pick(Places[language]) : null,
            random.Next(10) < 9 ? new Consent(Answer(), Answer(), Answer()) : null,
            random.Next(10) < 3 ? Wishes[language] : null);
    }

    /// <summary>At the precision that people choose: most a day, many a month, some a year, some in words that are no date.</summary>
    private string When(string language)
    {
        var day = Day();
        return random.Next(20) switch
        {
            < 10 => Invariant($"{day:yyyy-MM-dd}"),
            < 13 => InWords(language, $"{day.Day} ", day),
            < 16 => Invariant($"{day:yyyy-MM}"),
            < 17 => InWords(language, "", day),
            < 18 => Invariant($"{day:yyyy}"),
            _ => Pick(Vague[language]),
        };
    }

    private DateOnly Day()
    {
        if (random.Next(8) == 0) return Storms[random.Next(Storms.Count)];
        while (true)
        {
            // More of late than long ago, as it is told.
            var day = First.AddDays((int)(Days * Math.Sqrt(random.NextDouble())));
            if (day < Silence.First || day > Silence.Last) return day;
        }
    }

    private static string InWords(string language, string day, DateOnly date)
    {
        if (!Months.TryGetValue(language, out var months)) return Invariant($"{date:yyyy-MM}");
        var written = Invariant($"{day}{months[date.Month - 1]} {date.Year}");
        return language != "ar" ? written : string.Concat(written.Select(sign => char.IsAsciiDigit(sign) ? (char)(sign - '0' + '٠') : sign));
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
