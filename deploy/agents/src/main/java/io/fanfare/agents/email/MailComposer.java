package io.fanfare.agents.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fanfare.agents.message.Item;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.message.Wording;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Makes the mail of a message. Each repetition of a message has the same Message-ID. */
final class MailComposer {

  private static final String CHARSET = "UTF-8";

  private final EmailSettings settings;
  private final Session session;

  MailComposer(EmailSettings settings, Session session) {
    this.settings = settings;
    this.session = session;
  }

  /**
   * Makes a mail.
   *
   * @param address one mailbox in ASCII
   */
  MimeMessage compose(Message message, EmailRecipient recipient, String address, Instant now)
      throws MessagingException {
    MimeMessage mail = new IdentifiedMail(session, messageId(message.id()));
    mail.setFrom(from());
    mail.setRecipient(RecipientType.TO, new InternetAddress(address, true));
    mail.setSubject(Wording.subject(message), CHARSET);
    mail.setSentDate(Date.from(now));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setHeader("List-Id", "<" + list(message) + "." + settings.domain() + ">");
    mail.setHeader("List-Unsubscribe", "<" + recipient.unsubscribe().toASCIIString() + ">");
    mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    if (!recipient.thread().isEmpty()) {
      mail.setHeader("References", root(recipient.thread()));
      mail.setHeader("In-Reply-To", root(recipient.thread()));
    }
    mail.setContent(body(message, recipient));
    mail.saveChanges();
    return mail;
  }

  /** Clients show what refers to the same mail as one thread, also if that mail never was. */
  private String root(String thread) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(thread.getBytes(UTF_8));
      String name = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return "<thread." + name + "@" + settings.domain() + ">";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no SHA-256.", e);
    }
  }

  /** A colon may not be on the left side of a Message-ID; an equals sign may, and no id has one. */
  String messageId(String id) {
    return "<" + id.replace(":", "=3A") + "@" + settings.domain() + ">";
  }

  private InternetAddress from() throws MessagingException {
    try {
      return new InternetAddress(settings.from(), settings.fromName(), CHARSET);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private MimeMultipart body(Message message, EmailRecipient recipient) throws MessagingException {
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(MailText.plain(message, settings.fromName(), recipient.unsubscribe()), CHARSET);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(
        MailText.html(message, settings.fromName(), recipient.unsubscribe()), CHARSET, "html");
    MimeMultipart body = new MimeMultipart("alternative");
    body.addBodyPart(plain);
    body.addBodyPart(html);
    return body;
  }

  private static String list(Message message) {
    if (message.digest() || message.items().stream().map(Item::kind).distinct().count() > 1) {
      return "digests";
    }
    return switch (message.items().get(0).kind()) {
      case TRACK -> "tracks";
      case TRACK_REPOST -> "track-reposts";
      case PLAYLIST -> "playlists";
      case PLAYLIST_REPOST -> "playlist-reposts";
    };
  }

  /** Keeps its Message-ID, for which the library would make one. */
  private static final class IdentifiedMail extends MimeMessage {

    private final String id;

    IdentifiedMail(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
