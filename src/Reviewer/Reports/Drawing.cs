using System.Globalization;

namespace SecureDrop.Reviewer.Reports;

/// <summary>One SVG image: boxes, lines and short labels. Time runs in the direction of the language, so in Arabic from right to left.</summary>
/// <param name="html">Where it goes.</param>
/// <param name="width">Of the image, in its own units.</param>
/// <param name="rightToLeft">Mirrors all places, never a label.</param>
internal sealed class Drawing(Html html, double width, bool rightToLeft)
{
    /// <param name="height">In the same units.</param>
    /// <param name="named">What it shows and where that stands in words.</param>
    public Drawing Open(double height, string named)
    {
        html.Open("svg", ("viewBox", $"0 0 {Written(width)} {Written(height)}"), ("role", "img"), ("aria-label", named));
        return this;
    }

    public void Close() => html.Close().Line();

    public void Box(double start, double top, double boxWidth, double height, string look) =>
        html.Empty("rect", ("x", Written(rightToLeft ? width - start - boxWidth : start)), ("y", Written(top)), ("width", Written(boxWidth)), ("height", Written(height)), ("class", look));

    /// <summary>A straight line.</summary>
    public void Rule(double start, double top, double end, double bottom, string look) => html.Empty(
        "line", ("x1", Written(Place(start))), ("y1", Written(top)), ("x2", Written(Place(end))), ("y2", Written(bottom)), ("class", look));

    /// <summary>A small sign above a place that stands out.</summary>
    public void Pointer(double at, double top) =>
        html.Empty("path", ("d", $"M{Written(Place(at) - 4)} {Written(top)}h8l-4 6z"));

    /// <summary>Text whose middle stands at the place.</summary>
    public void Label(double at, double bottom, string text) =>
        html.Element("text", text, ("x", Written(Place(at))), ("y", Written(bottom)), ("text-anchor", "middle"));

    private double Place(double at) => rightToLeft ? width - at : at;

    private static string Written(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
