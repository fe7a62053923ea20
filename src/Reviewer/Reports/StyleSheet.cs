using System.Text;
using SecureDrop.Formats;

namespace SecureDrop.Reviewer.Reports;

/// <summary>
/// The report's style: black on white on every screen, so that paper and greyscale lose nothing, and A4 in print. Logical properties only, so that both
/// directions are one sheet.
/// </summary>
internal static class StyleSheet
{
    private const string Text = """
        :root{color-scheme:only light}
        *{box-sizing:border-box}
        body{margin:0;background:#fff;color:#111;font:1rem/1.55 system-ui,"Segoe UI","Noto Sans","Noto Sans Arabic","Noto Naskh Arabic","DejaVu Sans",Tahoma,sans-serif;overflow-wrap:anywhere}
        :lang(ar),:lang(ckb){line-height:1.8}
        main{max-inline-size:46rem;margin-inline:auto;padding:1rem}
        h1{font-size:1.75rem;line-height:1.35;margin-block:1.5rem .5rem}
        h2{font-size:1.3125rem;line-height:1.4;margin-block:2.5rem .5rem;border-block-end:2px solid #111;padding-block-end:.25rem}
        h3{font-size:1.0625rem;line-height:1.4;margin-block:1.75rem .25rem}
        h4{font-size:.9375rem;line-height:1.4;margin-block:1rem .25rem}
        p{margin-block:.5rem}
        a{color:inherit}
        :focus-visible{outline:3px solid #111;outline-offset:2px}
        code{font:.8125rem/1.5 ui-monospace,"DejaVu Sans Mono",Consolas,monospace}
        bdi,code{unicode-bidi:isolate}
        .note,figcaption{font-size:.9375rem;color:#333}
        .name{border:1px solid #777;padding:0 .25rem;white-space:pre-wrap}
        h3 code{font-size:1em}
        .warning{border:3px solid #111;padding:.5rem 1rem}
        .warning strong{font-size:1.125rem}
        .mark{display:inline-block;border:2px solid #111;padding:0 .5rem;margin-block:.125rem;margin-inline-end:.5rem;font-weight:700}
        .marks{margin-block:.25rem}
        dl{display:grid;grid-template-columns:minmax(7rem,13rem) 1fr;gap:.125rem 1rem;margin-block:.5rem}
        dt{font-weight:600}
        dd{margin:0;min-inline-size:0;overflow:hidden}
        table{border-collapse:collapse;inline-size:100%;margin-block:.5rem}
        caption{text-align:start;font-weight:600}
        th,td{text-align:start;vertical-align:top;border-block-end:1px solid #777;padding:.25rem 0;padding-inline-end:.5rem;overflow:hidden}
        th,td{overflow-wrap:normal}
        th{font-weight:600}
        bdi,code{overflow-wrap:anywhere}
        .number{inline-size:5rem}
        .bar{inline-size:40%;vertical-align:middle}
        .bar svg{display:block;inline-size:100%;block-size:.75rem}
        .counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:0 2rem;align-items:start}
        figure{margin:1rem 0}
        .figure{overflow-x:auto}
        .figure svg{display:block;inline-size:100%;min-inline-size:40rem;block-size:auto;direction:ltr}
        svg{fill:#111}
        svg text{font:11px system-ui,"Noto Sans","Noto Sans Arabic","DejaVu Sans",sans-serif}
        .faint{stroke:#999;stroke-width:.5}
        .axis{stroke:#111;stroke-width:1}
        .part{fill:#fff;stroke:#111;stroke-width:1}
        .legend{display:inline-block;inline-size:.875rem;block-size:.875rem;border:1px solid #111;vertical-align:-.125rem;margin-inline-start:1rem}
        .legend.full{margin-inline-start:0}
        .full{background:#111}
        ul,ol{padding-inline-start:1.25rem;margin-block:.5rem}
        ul.plain,ol.plain{list-style:none;padding:0}
        li{margin-block:.25rem}
        .contents .mark{border-width:1px;font-weight:400;font-size:.875em}
        article{border-block-start:1px solid #111;margin-block-start:1.5rem}
        h2+.note+article{border-block-start:0;margin-block-start:.75rem}
        article h3{margin-block-start:.75rem}
        .account{border-inline-start:4px solid #777;padding-inline-start:.75rem;margin-block:.5rem;white-space:pre-wrap;unicode-bidi:plaintext;overflow:hidden}
        .end{text-align:center;margin-block:2rem}
        @media (min-width:40rem){.months [scope=row]{white-space:nowrap}}
        @media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-block-end:.375rem}}
        @media (forced-colors:active){svg{fill:CanvasText}.full{background:CanvasText;forced-color-adjust:none}}
        @media print{body{font-size:10.5pt}main{max-inline-size:none;padding:0}.figure{overflow:visible}.figure svg{min-inline-size:0}.page{break-before:page}.contents{columns:2;column-gap:8mm}h2,h3,h4,.marks,caption,dt{break-after:avoid}figure,tr,li,.warning{break-inside:avoid}thead{display:table-header-group}p,.account{orphans:3;widows:3}a{text-decoration:none}code{font-size:8pt}}
        """;

    /// <summary>The sheet for one language, with what stands at the edge of every page.</summary>
    public static string In(Words words) => $$$"""
        {{{Text}}}
        @page{size:A4;margin:18mm 16mm;@top-center{content:"{{{words.PageHeader}}}";font:9pt system-ui,sans-serif}@bottom-center{content:counter(page,{{{words.DigitsOfPages}}}) " / " counter(pages,{{{words.DigitsOfPages}}});font:9pt system-ui,sans-serif}}
        """;

    /// <summary>Nothing is loaded from anywhere and nothing runs; of style sheets only the one with this hash holds.</summary>
    public static string Policy(string sheet) =>
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(Sha256Hash.Of(Encoding.UTF8.GetBytes(sheet)).ToArray())}'; base-uri 'none'; form-action 'none'";
}
