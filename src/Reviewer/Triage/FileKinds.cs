using SecureDrop.Reviewer.Cases;

namespace SecureDrop.Reviewer.Triage;

/// <summary>What an attachment is by the end of its name, for filters and counts; what it really is, only <see cref="FileFlags"/> has looked at.</summary>
internal static class FileKinds
{
    public static IReadOnlyList<string> Words { get; } = ["picture", "video", "sound", "document", "table", "archive", "program", "other"];

    private static readonly Dictionary<string, string> ByEnd = new (string Kind, string Ends)[]
    {
        ("picture", "jpg jpeg jpe jfif png gif webp heic heif avif bmp tif tiff dng raw cr2 nef arw"),
        ("video", "mp4 m4v mov avi mkv webm 3gp 3g2 mpg mpeg ts mts wmv flv ogv"),
        ("sound", "mp3 m4a aac amr ogg oga opus wav flac wma caf aiff"),
        ("document", "pdf txt md rtf doc docx odt pages htm html xhtml ppt pptx odp epub eml msg xps djvu"),
        ("table", "csv tsv xls xlsx ods numbers json xml kml kmz gpx sql db sqlite vcf"),
    }.SelectMany(one => one.Ends.Split(' ').Select(end => (End: end, one.Kind))).ToDictionary(pair => pair.End, pair => pair.Kind);

    public static string Of(CaseFile file)
    {
        if (file.Flags.Contains(FileFlags.Program)) return "program";
        if (file.Flags.Contains(FileFlags.Archive)) return "archive";
        var dot = file.Name.LastIndexOf('.');
        return dot >= 0 ? ByEnd.GetValueOrDefault(file.Name[(dot + 1)..].Trim().ToLowerInvariant(), "other") : "other";
    }
}
