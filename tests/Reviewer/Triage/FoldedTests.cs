using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Tests.Triage;

public sealed class FoldedTests
{
    [Theory]
    [InlineData("إدلب", "ادلب", "\u0627\u062F\u0644\u0628")] // alef with hamza below
    [InlineData("آذار أحمد ٱلله", "اذار احمد الله", null)]
    [InlineData("مصطفى", "مصطفي", null)] // alef maqsura
    [InlineData("مدرسة", "مدرسه", null)] // ta marbuta
    [InlineData("مُحَمَّدٌ", "محمد", null)] // harakat
    [InlineData("مـحـمـد", "محمد", null)] // tatweel
    [InlineData("مسؤول", "مسوول", null)]
    [InlineData("شاطئ", "شاطي", null)]
    [InlineData("کوردستان یەک", "كوردستان يهك", null)] // Sorani letters and Arabic ones
    [InlineData("هەولێر", "ھەولير", null)]
    [InlineData("گەڵا ڕۆژ", "گهلا روژ", null)]
    [InlineData("نامە\u200Cکان", "نامەکان", null)] // a joiner
    [InlineData("\uFEE3\uFEA4\uFEE4\uFEAA", "محمد", null)] // presentation forms
    [InlineData("\uFEFB \uFEF7", "لا لا", null)] // ligatures of lam and alef
    [InlineData("١٢٣ ۴۵۶", "123 456", "123 456")]
    [InlineData("Émile ÉCOLE Œuvre", "emile ecole oeuvre", "emile ecole oeuvre")]
    [InlineData("e\u0301cole", "école", "ecole")] // the accent as a letter of its own
    [InlineData("Qur\u2019an, \u02BFAlī Ḥusayn", "quran, ali husayn", null)]
    [InlineData("İstanbul ışık ğ ş ç", "istanbul isik g s c", null)]
    [InlineData("Straße", "STRASSE", null)]
    [InlineData("a \t\n\u00A0b", "a b", "a b")]
    public void What_a_reader_takes_for_one_spelling_is_one(string written, string sought, string? folded)
    {
        Assert.Equal(Folded.Of(sought), Folded.Of(written));
        if (folded is not null) Assert.Equal(folded, Folded.Of(written));
    }

    [Theory]
    [InlineData("گل", "كل")]
    [InlineData("پیر", "بير")]
    [InlineData("حلب", "جلب")]
    [InlineData("سلام", "سلم")]
    [InlineData("cote", "code")]
    public void Control_letters_that_mean_another_word_stay_apart(string one, string other) => Assert.NotEqual(Folded.Of(one), Folded.Of(other));

    [Fact]
    public void A_fold_is_stable_and_no_text_breaks_it()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var once = Folded.Of(((char)code).ToString());
            Assert.Equal(once, Folded.Of(once));
        }
    }
}
