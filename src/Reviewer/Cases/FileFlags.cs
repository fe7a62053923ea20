namespace SecureDrop.Reviewer.Cases;

/// <summary>What a reviewer should know before touching an attachment. A hint from name and first octets, never a verdict; REFUSALS.md, row 46.</summary>
internal static class FileFlags
{
    /// <summary>First octets that <see cref="Of"/> looks at.</summary>
    public const int Head = 8;

    private static readonly string[] Programs =
    [
        "exe", "com", "bat", "cmd", "scr", "pif", "msi", "dll", "jar", "apk", "app", "sh", "bash", "py", "pl", "rb", "js", "jse", "vbs", "vbe", "wsf", "hta",
        "ps1", "lnk", "desktop", "reg", "deb", "rpm", "appimage", "docm", "xlsm", "pptm", "html", "htm", "svg", "iso", "img",
    ];

    private static readonly string[] Archives = ["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "cab", "lzh", "arj"];
    private static readonly string[] Documents = ["pdf", "doc", "docx", "xls", "xlsx", "txt", "jpg", "jpeg", "png", "gif", "mp3", "mp4", "mov", "odt", "rtf", "csv"];

    public static IReadOnlyList<string> Of(string name, ReadOnlySpan<byte> head)
    {
        var ends = name.ToLowerInvariant().TrimEnd(' ', '.').Split('.').Skip(1).TakeLast(2).Select(end => end.Trim()).ToArray();
        var last = ends.LastOrDefault() ?? "";
        var flags = new List<string>();
        if (Programs.Contains(last) || StartsAsProgram(head)) flags.Add("program");
        if (ends.Length == 2 && Documents.Contains(ends[0]) && ends[0] != last && (Programs.Contains(last) || Archives.Contains(last) || Documents.Contains(last)))
            flags.Add("double-extension");
        if (Archives.Contains(last) || (StartsAsArchive(head) && !IsOffice(last))) flags.Add("archive");
        return flags;
    }

    private static bool StartsAsProgram(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) || head.StartsWith("\u007fELF"u8) || head.StartsWith("#!"u8) || IsMachO(head);

    private static bool IsMachO(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head) is 0xFEEDFACE or 0xFEEDFACF or 0xCEFAEDFE or 0xCFFAEDFE or 0xCAFEBABE;

    private static bool StartsAsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("Rar!"u8) || head.StartsWith("7z"u8) || head.StartsWith("BZh"u8) || head.StartsWith("MSCF"u8)
        || (head.Length >= 2 && head[0] == 0x1F && head[1] == 0x8B) || (head.Length >= 5 && head[0] == 0xFD && head[1..].StartsWith("7zX"u8));

    /// <summary>Office files are zip archives by nature; saying so each time would teach people to look away.</summary>
    private static bool IsOffice(string last) => last is "docx" or "xlsx" or "pptx" or "odt" or "ods" or "odp" or "docm" or "xlsm" or "pptm" or "apk" or "jar";
}
