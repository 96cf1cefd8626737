package io.fanfare.receivers;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A mail as it arrived.
 *
 * @param to the recipients of the envelope
 * @param returnPath the sender of the envelope
 * @param headers each as `name: value`, decoded, in their order
 * @param text the part that is plain text; empty without one
 * @param html the part that is HTML; empty without one
 */
record Mail(
    String received,
    List<String> to,
    String returnPath,
    String subject,
    List<String> headers,
    String text,
    String html) {

  static Mail of(MimeMessage message, List<String> to, String returnPath, Instant now)
      throws MessagingException, IOException {
    List<String> headers = new ArrayList<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.add(
          header.getName() + ": " + MimeUtility.decodeText(MimeUtility.unfold(header.getValue())));
    }
    String subject = message.getSubject();
    return new Mail(
        now.toString(),
        List.copyOf(to),
        returnPath,
        subject == null ? "" : subject,
        headers,
        find(message, "text/plain"),
        find(message, "text/html"));
  }

  private static String find(Part part, String type) throws MessagingException, IOException {
    Object content = part.getContent();
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart child = parts.getBodyPart(i);
        String found = find(child, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
      return "";
    }
    return part.isMimeType(type) && content instanceof String text ? text : "";
  }
}
