namespace SecureDrop.Storage.Tests.PowerLoss;

/// <summary>What a power loss makes of everything that no flush has covered.</summary>
internal enum Fate
{
    /// <summary>All of it arrived: what a kill leaves.</summary>
    Kept,

    /// <summary>Nothing arrived.</summary>
    Lost,

    /// <summary>It arrived in order, and the last write only in its first sectors.</summary>
    CutShort,

    /// <summary>Each write arrived or did not, the later without the earlier too.</summary>
    Reordered,

    /// <summary>The same, and some writes only in some sectors of 512 octets.</summary>
    TornAt512,

    /// <summary>The same with sectors of 4,096 octets.</summary>
    TornAt4096,
}

internal static class Fates
{
    private static readonly Fate[] All = Enum.GetValues<Fate>();

    public static Fate Draw(Random random) => All[random.Next(All.Length)];

    /// <summary>One state that this fate may leave of what is pending.</summary>
    public static Image Meet(this Fate fate, Image durable, IReadOnlyList<Step> pending, Random random)
    {
        var image = durable.Copy();
        if (fate == Fate.Lost) return image;
        var last = fate == Fate.CutShort ? random.Next(pending.Count) : pending.Count;
        for (var at = 0; at < pending.Count && at <= last; at++)
        {
            var (step, file) = (pending[at], image[pending[at].File]);
            var luck = fate is Fate.Kept ? 0 : at == last ? 2 : fate is Fate.CutShort ? 0 : random.Next(fate == Fate.Reordered ? 2 : 3);
            if (luck == 0) file.Apply(step);
            else if (luck == 2) Tear(file, step, fate, random);
        }

        return image;
    }

    private static void Tear(FileImage file, Step step, Fate fate, Random random)
    {
        var sector = fate == Fate.TornAt4096 || (fate == Fate.CutShort && random.Next(2) == 0) ? 4096 : 512;
        var first = random.Next(step.Octets.Length / sector + 1);
        file.ApplyTorn(step, sector, fate == Fate.CutShort ? () => first-- > 0 : () => random.Next(2) == 0);
    }
}
