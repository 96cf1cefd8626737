package io.fanfare.agents.email;

import io.fanfare.agents.message.Delivery;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** What a mail that was not accepted means. */
final class SmtpFailure {

  /** Answers by which a server asks for STARTTLS or a login: a matter of settings. */
  private static final int NEEDS_SECURITY = 530;

  private SmtpFailure() {}

  /**
   * REFUSED only if the server rejected this recipient or this mail for good. Trouble with the
   * connection, the login or the sender is the operator's: the mail stays good.
   */
  static Delivery delivery(MessagingException failure) {
    SMTPAddressFailedException recipient = find(failure, SMTPAddressFailedException.class);
    if (recipient != null) {
      return delivery(recipient.getReturnCode(), "recipient", recipient);
    }
    SMTPSenderFailedException sender = find(failure, SMTPSenderFailedException.class);
    if (sender != null) {
      return Delivery.retry("The server does not accept the sender: " + line(sender), null);
    }
    SMTPSendFailedException send = find(failure, SMTPSendFailedException.class);
    if (send != null) {
      return isOfData(send)
          ? delivery(send.getReturnCode(), "mail", send)
          : Delivery.retry("The server failed: " + line(send), null);
    }
    if (find(failure, MailConnectException.class) != null
        || find(failure, AuthenticationFailedException.class) != null) {
      return Delivery.retry("The mail was not sent: " + line(failure), null);
    }
    return Delivery.unanswered("The server did not answer: " + line(failure));
  }

  /** Whether the server answered, so that the connection can be used again. */
  static boolean isAnswer(MessagingException failure) {
    SMTPAddressFailedException recipient = find(failure, SMTPAddressFailedException.class);
    SMTPSendFailedException send = find(failure, SMTPSendFailedException.class);
    int code =
        recipient != null ? recipient.getReturnCode() : send != null ? send.getReturnCode() : -1;
    return code >= 400 && code != 421;
  }

  private static Delivery delivery(int code, String what, MessagingException failure) {
    String detail = "The server does not accept the " + what + ": " + line(failure);
    if (code < 0) {
      return Delivery.unanswered("The server did not answer: " + line(failure));
    }
    boolean forGood = code >= 500 && code != NEEDS_SECURITY;
    return forGood ? Delivery.refused(detail) : Delivery.retry(detail, null);
  }

  private static boolean isOfData(SMTPSendFailedException failure) {
    String command = failure.getCommand();
    return command != null && !command.startsWith("MAIL") && !command.startsWith("RCPT");
  }

  private static <E> @Nullable E find(MessagingException failure, Class<E> type) {
    for (Exception e = failure; e != null; ) {
      if (type.isInstance(e)) {
        return type.cast(e);
      }
      e = e instanceof MessagingException next ? next.getNextException() : null;
    }
    return null;
  }

  private static String line(MessagingException failure) {
    return String.valueOf(failure.getMessage()).strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
