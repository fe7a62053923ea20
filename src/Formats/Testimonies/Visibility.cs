using System.Globalization;
using System.Text;

namespace SecureDrop.Formats.Testimonies;

/// <summary>
/// Tells, letter after letter of one text, what a person sees of it: nothing passes that moves a cursor, hides, turns the order of others around, or carries words
/// that no eye meets. Source of the invisible ones: Unicode, DerivedCoreProperties, Default_Ignorable_Code_Point.
/// </summary>
internal struct Visibility
{
    /// <summary>Marks on one letter: no language needs more, and a thousand of them paint over the lines around. (The Stream-Safe form of UAX #15 allows 30.)</summary>
    public const int MaximumMarks = 8;

    private Rune _before;
    private int _marks;

    public bool Shows(Rune rune)
    {
        var isMark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
        _marks = isMark ? _marks + 1 : 0;
        var shows = rune.Value switch
        {
            // The joiners are part of how Sorani and Persian words are spelled, and of emoji; two together, or with nothing before, hide something.
            0x200C or 0x200D => CarriesJoiner(_before),
            // How an emoji is drawn.
            0xFE0E or 0xFE0F => Rune.IsSymbol(_before) || _before.Value is '#' or '*' or (>= '0' and <= '9'),
            _ => !IsInvisible(rune) && (!isMark || (_marks <= MaximumMarks && _before.Value != 0 && !Rune.IsWhiteSpace(_before))),
        };
        // What is shown escaped ends in a bracket, and a mark behind it belongs to that; behind a line end it would belong to nothing.
        _before = shows || Rune.IsWhiteSpace(rune) ? rune : new Rune('}');
        return shows;
    }

    private static bool CarriesJoiner(Rune before) => Rune.IsLetterOrDigit(before) || Rune.IsSymbol(before)
        || Rune.GetUnicodeCategory(before) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        // Fillers, selectors and tags that are counted among letters and marks.
        _ => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or >= 0xE0000,
    };
}
