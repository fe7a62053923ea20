using SecureDrop.Formats;
using SecureDrop.Gateway.Arrivals;

namespace SecureDrop.Gateway.Html;

/// <summary>What a browser is shown after it has sent a form, in the language of the form. UTF-8 HTML, whole.</summary>
internal sealed class AnswerPages(Layout layout)
{
    private static readonly Template SentPage = new("sent.html");
    private static readonly Template StatePage = new("state.html");
    private static readonly Template RefusedPage = new("refused.html");
    private static readonly Template Ask = new("ask.html");
    private static readonly Template Destroy = new("destroy.html");

    public byte[] Sent(Texts texts, Receipt receipt, string state, bool isNew)
    {
        var heading = isNew ? "sent.heading" : "sent.again";
        return layout.Whole(texts, null, heading, SentPage.Fill(
            texts,
            ("heading", Template.Encode(texts[heading])),
            ("receipt", $"{receipt}"),
            ("state", Template.Encode(texts[$"state.{state}"])),
            ("ask", Ask.Fill(texts)),
            ("destroy", Destroy.Fill(texts))));
    }

    public byte[] State(Texts texts, Receipt receipt, string state) => layout.Whole(texts, null, "state.heading", StatePage.Fill(
        texts,
        ("receipt", $"{receipt}"),
        ("state", Template.Encode(texts[$"state.{state}"])),
        ("ask", Ask.Fill(texts)),
        ("destroy", Destroy.Fill(texts))));

    public byte[] Refused(Texts texts, RefusalCode code) => layout.Whole(texts, null, "refused.heading", RefusedPage.Fill(
        texts,
        ("title", Template.Encode(texts[$"{code}.title"])),
        ("next", Template.Encode(texts[$"{code}.next"])),
        ("code", Template.Encode($"{code}"))));
}
