using System.Globalization;
using System.Text;

namespace SecureDrop.Reviewer.Triage;

/// <summary>
/// A text as search sees it: spellings that a reader takes for one are one. Both the text and what is sought are folded, so a fold may lose
/// differences and never finds less. Meant for Arabic, Sorani, Persian, English, French, and names written in Latin letters.
/// <list type="bullet">
/// <item>Arabic: every alef is bare, alef maqsura and all forms of ya are ya, ta marbuta is ha, hamza on waw or ya drops; harakat and tatweel go. Sources:
/// Larkey, Ballesteros, Connell, Improving Stemming for Arabic Information Retrieval, SIGIR 2002; the rules that Lucene's ArabicNormalizer documents.</item>
/// <item>Sorani: keheh is kaf, farsi ye is ya, ae and heh doachashmee are ha, the small v of o, e, ll and rr drops. Source: the rules that Lucene's SoraniNormalizer documents.
/// It unites towards Persian letters, this towards Arabic ones, so that one search serves both languages.</item>
/// <item>Letters in presentation forms (as old programs and PDF files give them) are the letters. Source: UnicodeData, decompositions of U+FB50 to U+FBFF and U+FE80 to U+FEFC.</item>
/// <item>Digits of any script are ASCII. Latin letters are lower case without accents; œ, æ and ß are two letters; apostrophes go.</item>
/// <item>What shows nothing (joiners, marks of direction, combining marks) goes; each blank, also a line end, is one space.</item>
/// </list>
/// The runtime's own normalization is not used: without ICU, as this program runs, it changes nothing.
/// </summary>
internal static class Folded
{
    /// <summary>Bases of U+00C0 to U+017F; a dot where there is none.</summary>
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
        + "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    /// <summary>Bases of U+1E00 to U+1EFF: accents of transliteration and of Vietnamese.</summary>
    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
        + "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    /// <summary>From which presentation form on which letter is meant; the forms of one letter stand side by side.</summary>
    private const string Forms =
        "FB50=0671 FB52=067B FB56=067E FB5A=0680 FB5E=067A FB62=067F FB66=0679 FB6A=06A4 FB6E=06A6 FB72=0684 FB76=0683 FB7A=0686 FB7E=0687 FB82=068D FB84=068C FB86=068E "
        + "FB88=0688 FB8A=0698 FB8C=0691 FB8E=06A9 FB92=06AF FB96=06B3 FB9A=06B1 FB9E=06BA FBA0=06BB FBA4=06D5 FBA6=06C1 FBAA=06BE FBAE=06D2 FBB2=0000 FBD3=06AD FBD7=06C7 "
        + "FBD9=06C6 FBDB=06C8 FBDE=06CB FBE0=06C5 FBE2=06C9 FBE4=06D0 FBE8=0649 FBEA=0000 FBFC=06CC FC00=0000 FE80=0621 FE81=0627 FE85=0648 FE87=0627 FE89=064A FE8D=0627 "
        + "FE8F=0628 FE93=0629 FE95=062A FE99=062B FE9D=062C FEA1=062D FEA5=062E FEA9=062F FEAB=0630 FEAD=0631 FEAF=0632 FEB1=0633 FEB5=0634 FEB9=0635 FEBD=0636 FEC1=0637 "
        + "FEC5=0638 FEC9=0639 FECD=063A FED1=0641 FED5=0642 FED9=0643 FEDD=0644 FEE1=0645 FEE5=0646 FEE9=0647 FEED=0648 FEEF=0649 FEF1=064A";

    /// <summary>Filled as letters are met, by several threads perhaps: each finds the same.</summary>
    private static readonly string?[] Table = new string?[char.MaxValue + 1];

    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var fold = Table[letter] ??= Fold(LetterOfForm(letter));
            if (fold != " " || (folded.Length > 0 && folded[^1] != ' ')) folded.Append(fold);
        }

        return folded.ToString();
    }

    /// <summary>The words of a search, each folded, that all have to occur.</summary>
    public static IReadOnlyList<string> Words(string search) => Of(search).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Fold(char letter) => letter switch
    {
        '\'' or '\u2018' or '\u2019' or (>= '\u02B9' and <= '\u02C1') => "",
        '\u00E6' or '\u00C6' => "ae",
        '\u0153' or '\u0152' => "oe",
        '\u00DF' or '\u1E9E' => "ss",
        >= '\u00C0' and <= '\u017F' when Latin[letter - 0xC0] != '.' => Latin[letter - 0xC0].ToString(),
        >= '\u1E00' and <= '\u1EFF' when LatinAdditional[letter - 0x1E00] != '.' => LatinAdditional[letter - 0x1E00].ToString(),
        '\u0622' or '\u0623' or '\u0625' or (>= '\u0671' and <= '\u0673') or '\u0675' => "\u0627",
        '\u0624' or '\u0676' or (>= '\u06C4' and <= '\u06CB') => "\u0648",
        '\u0626' or '\u0649' or '\u0678' or '\u06CC' or '\u06CD' or '\u06CE' or '\u06D0' or '\u06D1' or '\u06D2' or '\u06D3' => "\u064A",
        '\u0629' or '\u06BE' or (>= '\u06C0' and <= '\u06C3') or '\u06D5' => "\u0647",
        '\u06A9' or '\u06AA' => "\u0643",
        '\u06B5' => "\u0644",
        '\u0692' or '\u0695' => "\u0631",
        '\u0640' => "",
        >= '\uFEF5' and <= '\uFEFC' => "\u0644\u0627",
        _ => FoldByCategory(letter),
    };

    private static string FoldByCategory(char letter) => char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => "",
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control => " ",
        UnicodeCategory.DecimalDigitNumber => ((char)('0' + (int)char.GetNumericValue(letter))).ToString(),
        UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter when char.ToLowerInvariant(letter) is var lower && lower != letter => Fold(lower),
        _ => letter.ToString(),
    };

    private static char LetterOfForm(char form)
    {
        if (form is not ((>= '\uFB50' and < '\uFC00') or (>= '\uFE80' and <= '\uFEF4'))) return form;
        var last = Forms.Split(' ').Last(pair => Code(pair[..4]) <= form);
        return Code(last[5..]) is > 0 and var letter ? (char)letter : form;
    }

    private static int Code(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
