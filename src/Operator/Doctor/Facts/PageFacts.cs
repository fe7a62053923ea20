namespace SecureDrop.Operator.Doctor.Facts;

/// <summary>The pages of the vault's two files as they lie on the disk, each compared with its checksum by the gateway.</summary>
/// <param name="Pages">How many, of both.</param>
/// <param name="Data">Numbers of the data file's that are not as they were written.</param>
/// <param name="Log">The log's.</param>
/// <param name="Lost">Files that are not in their place, or have lost their beginning.</param>
internal sealed record PageFacts(int Pages, IReadOnlyList<int> Data, IReadOnlyList<int> Log, IReadOnlyList<string> Lost)
{
    public const string DataFile = "vault.data", LogFile = "vault.log";
    private const int OctetsAPage = 8192;

    /// <summary>Slice by slice, the log first: what goes over from it into the data file meanwhile is looked at there.</summary>
    public static async Task<Seen<PageFacts>> GatherAsync(Desk desk, long octets, CancellationToken stop)
    {
        var (pages, damaged, lost) = (0, new Dictionary<string, List<int>> { [LogFile] = [], [DataFile] = [] }, new List<string>());
        try
        {
            foreach (var (file, found) in damaged)
            {
                for (int? from = 0; from is { } place;)
                {
                    var slice = await desk.Gateway.ScanPagesAsync(file == LogFile, place, stop);
                    (pages, from) = (pages + slice.Pages, slice.Next);
                    found.AddRange(slice.Damaged);
                    if (slice.FileLost) lost.Add(file);
                    if (from is not null) desk.Report.Progress($"disk: {pages} of {Math.Max(pages, octets / OctetsAPage)} pages compared");
                }
            }
        }
        catch (TroubleException trouble)
        {
            return Seen<PageFacts>.Not($"it ended after {pages} pages: {trouble.Message}");
        }

        return new PageFacts(pages, damaged[DataFile], damaged[LogFile], lost);
    }
}
