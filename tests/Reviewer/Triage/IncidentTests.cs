using SecureDrop.Reviewer.Triage;

namespace SecureDrop.Reviewer.Tests.Triage;

public sealed class IncidentTests
{
    [Theory]
    [InlineData("2024", "2024")]
    [InlineData("2024-03", "2024-03")]
    [InlineData("2024-03-17", "2024-03-17")]
    [InlineData("2024/3/17", "2024-03-17")]
    [InlineData("17/3/2024", "2024-03-17")]
    [InlineData("17.03.2024", "2024-03-17")]
    [InlineData("3/2024", "2024-03")]
    [InlineData("3/4/2024", "2024-03-04..2024-04-03")] // either way round
    [InlineData("5/5/2024", "2024-05-05")]
    [InlineData("17 March 2024", "2024-03-17")]
    [InlineData("17th of March, 2024 at 14:30", "2024-03-17")]
    [InlineData("March 17, 2024", "2024-03-17")]
    [InlineData("in the summer of 2019", "2019")]
    [InlineData("le 1er août 2023", "2023-08-01")]
    [InlineData("١٧ آذار ٢٠٢٤", "2024-03-17")]
    [InlineData("١٧ آذار/مارس ٢٠٢٤، ليلاً", "2024-03-17")]
    [InlineData("تشرين الثاني 2023", "2023-11")]
    [InlineData("ليلة 3-4 نيسان 2025", "2025-04-03..2025-04-04")]
    [InlineData("١٧ی ئازاری ٢٠٢٤", "2024-03-17")]
    [InlineData("٢٠٢٤/٣/١٧", "2024-03-17")]
    [InlineData("2019-2021", "2019..2021")]
    [InlineData("from January 2024 to 3 March 2024", "2024-01-01..2024-03-03")]
    [InlineData("29 February 2024", "2024-02-29")]
    [InlineData("29 February 2023", "2023-02")] // there was no such day
    [InlineData("last Tuesday at 20:24", null)]
    [InlineData("بعد العيد بيومين", null)]
    [InlineData("1445", null)]
    [InlineData("17 March", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("", null)]
    public void Words_are_read_as_the_days_they_may_mean(string words, string? expected) =>
        Assert.Equal(expected, IncidentTime.TryRead(words, out var time) ? $"{time}" : null);

    [Fact]
    public void What_is_written_of_a_reading_is_read_as_the_same()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var first = new DateOnly(1990, 1, 1).AddDays(random.Next(20_000));
            IncidentTime[] times = [IncidentTime.OfDay(first), IncidentTime.OfMonth(first.Year, first.Month), IncidentTime.OfYear(first.Year), new(first, first.AddDays(random.Next(1, 2_000)))];
            Assert.All(times, time => Assert.Equal(time, IncidentTime.TryRead($"{time}", out var read) ? read : default));
            Assert.All(times, time => Assert.InRange(time.Short().Length, 4, 10));
        }
    }

    [Fact]
    public void No_words_break_it_or_take_long()
    {
        var random = new Random(2);
        var pieces = "2024 17 3 - / . , ( ) March مارس آذار of من th 0 99999 كانون الأول \u0660 \ud800 ".Split(' ');
        for (var round = 0; round < 2_000; round++)
            IncidentTime.TryRead(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(2) == 0 ? " " : ""))), out _);
    }
}
