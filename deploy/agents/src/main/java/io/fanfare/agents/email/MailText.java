package io.fanfare.agents.email;

import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.message.Wording;
import java.net.URI;
import java.net.URISyntaxException;

/** The two forms of a mail. What users wrote is text in both: no markup, no links of their own. */
final class MailText {

  /** A mail that is too long is cut by mail programs; the rest is on the dashboard. */
  static final int MOST_ITEMS = 50;

  private MailText() {}

  static String plain(Message message, String site, URI unsubscribe) {
    StringBuilder text = new StringBuilder();
    if (message.items().size() > 1 || message.digest()) {
      text.append(Wording.subject(message)).append("\n\n");
    }
    message.items().stream()
        .limit(MOST_ITEMS)
        .forEach(
            item -> {
              text.append(Wording.sentence(item)).append('\n');
              text.append(link(item)).append("\n\n");
            });
    text.append(more(message, "", "\n\n"));
    return text.append("-- \n")
        .append(site)
        .append("\nUnsubscribe: ")
        .append(unsubscribe.toASCIIString())
        .append('\n')
        .toString();
  }

  static String html(Message message, String site, URI unsubscribe) {
    StringBuilder items = new StringBuilder();
    message.items().stream().limit(MOST_ITEMS).forEach(item -> items.append(html(item)));
    return """
        <!doctype html>
        <html>
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>%1$s</title>
        </head>
        <body style="font: 16px/1.5 sans-serif; max-width: 36em; margin: 1.5em auto; padding: 0 1em">
        <h1 style="font-size: 1.1em"><bdi>%1$s</bdi></h1>
        %2$s%3$s<p style="font-size: .85em; border-top: 1px solid #999; padding-top: .75em"><bdi>%4$s</bdi> · \
        <a href="%5$s">Unsubscribe</a></p>
        </body>
        </html>
        """
        .formatted(
            escape(Wording.subject(message)),
            items,
            more(message, "<p>", "</p>\n"),
            escape(site),
            escape(unsubscribe.toASCIIString()));
  }

  /** Names keep their own direction of writing within the sentence. */
  private static String html(Item item) {
    String title = "<bdi>" + escape(Wording.title(item)) + "</bdi>";
    String link = link(item);
    if (!link.isEmpty()) {
      title = "<a href=\"" + escape(link) + "\">" + title + "</a>";
    }
    return "<p><strong><bdi>%s</bdi></strong> %s %s</p>\n"
        .formatted(escape(Wording.actor(item)), Wording.verb(item), title);
  }

  private static String more(Message message, String before, String after) {
    int left = message.items().size() - MOST_ITEMS;
    return left <= 0 ? "" : before + "… +" + left + after;
  }

  /** The item's URL in ASCII; empty if it is none that a browser may follow from a mail. */
  private static String link(Item item) {
    try {
      URI url = new URI(item.url());
      boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return isWeb && url.getHost() != null ? url.toASCIIString() : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
