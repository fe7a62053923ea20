using SecureDrop.Formats.Testimonies;

namespace SecureDrop.Tests.Formats.Testimonies;

public sealed class BucketsTests
{
    [Theory]
    [InlineData(0, 16 << 10)]
    [InlineData(16 << 10, 16 << 10)]
    [InlineData((16 << 10) + 1, 64 << 10)]
    [InlineData((1 << 20) + 1, 4 << 20)]
    [InlineData(long.MaxValue, 4 << 20)]
    public void The_smallest_bucket_that_fits_is_taken(long octets, int bucket) => Assert.Equal(bucket, Buckets.For(octets));

    // By hand from the paper: 9 = 1001b keeps two bits beside the first and rounds to 1010b, 100 keeps three and rounds to 104.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 7)]
    [InlineData(8, 8)]
    [InlineData(9, 10)]
    [InlineData(16, 16)]
    [InlineData(17, 18)]
    [InlineData(100, 104)]
    [InlineData(1000, 1024)]
    [InlineData(1025, 1088)]
    public void The_number_of_parts_is_padded_by_Padme(long number, long padded) => Assert.Equal(padded, Buckets.Pad(number));

    [Fact]
    public void Padding_never_shortens_never_adds_more_than_12_percent_and_is_stable()
    {
        for (var number = 1L; number <= PartName.MaximumCount; number++)
        {
            var padded = Buckets.Pad(number);
            Assert.InRange(padded, number, number + (number * 12 / 100) + 1);
            Assert.Equal(padded, Buckets.Pad(padded));
        }
    }
}
