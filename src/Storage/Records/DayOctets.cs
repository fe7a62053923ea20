namespace SecureDrop.Storage.Records;

/// <summary>Octets of the ciphertexts stored on one day, purged since or not. Nothing finer than the day is counted or kept.</summary>
internal sealed record DayOctets(DateOnly Day, long Octets)
{
    public long On(DateOnly day) => day == Day ? Octets : 0;

    public DayOctets With(DateOnly day, long octets) => new(day, On(day) + octets);
}
