package io.fanfare.receivers;

import java.util.List;

/** What arrived, for a person: newest first. */
final class Page {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="refresh" content="10">
      <meta name="viewport" content="width=device-width">
      <title>Fanfare receivers</title>
      <style>
      body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
      article { border-top: 1px solid #bbb; padding: .6rem 0 }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: .5rem }
      iframe { width: 100%; height: 18rem; border: 1px solid #bbb }
      .wrong { color: #a00 }
      </style>
      </head>
      <body>
      <h1>What Fanfare sent</h1>
      """;

  private Page() {}

  static String of(
      Latest.Slice<Mail> mails,
      Latest.Slice<PushService.Push> pushes,
      Latest.Slice<WebhookReceiver.Webhook> webhooks) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(heading("Mail", mails.total(), mails.items()));
    mails.items().forEach(mail -> page.append(mail(mail)));
    page.append(heading("Pushes", pushes.total(), pushes.items()));
    pushes.items().forEach(push -> page.append(push(push)));
    page.append(heading("Webhooks", webhooks.total(), webhooks.items()));
    webhooks.items().forEach(webhook -> page.append(webhook(webhook)));
    return page.append("</body>\n</html>\n").toString();
  }

  private static String heading(String name, long total, List<?> shown) {
    return "<h2>%s: %d, the last %d shown</h2>\n".formatted(name, total, shown.size());
  }

  /** The HTML of a mail is shown without scripts, forms and requests to this server. */
  private static String mail(Mail mail) {
    String html =
        mail.html().isEmpty()
            ? ""
            : "<iframe sandbox title=\"HTML\" srcdoc=\"" + escape(mail.html()) + "\"></iframe>";
    return """
        <article><h3>%s</h3><p>%s, to %s</p>
        <details><summary>Headers</summary><pre>%s</pre></details>
        <pre>%s</pre>%s</article>
        """
        .formatted(
            escape(mail.subject()),
            escape(mail.received()),
            escape(String.join(", ", mail.to())),
            escape(String.join("\n", mail.headers())),
            escape(mail.text()),
            html);
  }

  private static String push(PushService.Push push) {
    return """
        <article><p>%s, subscription %s, TTL %s, urgency %s, topic %s: %d <span class="wrong">%s</span></p>
        <pre>%s</pre></article>
        """
        .formatted(
            escape(push.received()),
            escape(push.subscription()),
            escape(String.valueOf(push.ttl())),
            escape(String.valueOf(push.urgency())),
            escape(String.valueOf(push.topic())),
            push.status(),
            escape(push.problem()),
            escape(push.text()));
  }

  private static String webhook(WebhookReceiver.Webhook webhook) {
    return """
        <article><p>%s, receiver %s, id %s: %d <span class="wrong">%s</span></p>
        <pre>%s</pre></article>
        """
        .formatted(
            escape(webhook.received()),
            escape(webhook.name()),
            escape(String.valueOf(webhook.id())),
            webhook.status(),
            escape(webhook.problem()),
            escape(webhook.body()));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
