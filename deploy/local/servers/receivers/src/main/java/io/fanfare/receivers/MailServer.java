package io.fanfare.receivers;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.ServerSetup;
import io.fanfare.receivers.Faults.Fault;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * GreenMail's SMTP server, which takes mail for every address. The mail is kept here and not in
 * GreenMail's mailboxes, which grow without bounds.
 */
final class MailServer implements AutoCloseable {

  /** Every login is right but one, so that nobody has to make users. */
  private static final String WRONG_PASSWORD = "wrong";

  private static final long START_MILLIS = 10_000;

  private final Latest<Mail> mails = new Latest<>();
  private final SmtpServer server;

  MailServer(int port, Faults faults, Clock clock) {
    Mailbox mailbox = new Mailbox(faults, clock);
    server = new SmtpServer(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), mailbox);
  }

  void start() throws IOException, InterruptedException {
    server.startService();
    if (!server.waitTillRunning(START_MILLIS)) {
      throw new IOException("The SMTP server does not start: is its port in use?");
    }
  }

  int port() {
    return server.getPort();
  }

  Latest<Mail> mails() {
    return mails;
  }

  @Override
  public void close() {
    server.stopService();
  }

  private final class Mailbox extends Managers {

    private final SmtpManager manager;
    private final UserManager users =
        new UserManager(getImapHostManager()) {
          @Override
          public boolean test(String user, String password) {
            return !password.equals(WRONG_PASSWORD);
          }
        };

    Mailbox(Faults faults, Clock clock) {
      manager = new Acceptance(this, faults, clock);
    }

    @Override
    public UserManager getUserManager() {
      return users;
    }

    @Override
    public SmtpManager getSmtpManager() {
      return manager;
    }
  }

  private final class Acceptance extends SmtpManager {

    private final Faults faults;
    private final Clock clock;

    Acceptance(Managers managers, Faults faults, Clock clock) {
      super(managers.getImapHostManager(), managers.getUserManager());
      this.faults = faults;
      this.clock = clock;
    }

    @Override
    public @Nullable String checkRecipient(SmtpState state, MailAddress recipient) {
      return answer(faults.nextOfPhase("smtp", recipient.getEmail(), false));
    }

    @Override
    public @Nullable String checkData(SmtpState state) {
      for (MailAddress recipient : state.getMessage().getToAddresses()) {
        String answer = answer(faults.nextOfPhase("smtp", recipient.getEmail(), true));
        if (answer != null) {
          // GreenMail forgets a message only when it was accepted.
          state.clearMessage();
          return answer;
        }
      }
      return null;
    }

    /** Not synchronized, unlike GreenMail's: a mail is only appended. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void send(SmtpState state) {
      try {
        mails.add(
            Mail.of(
                state.getMessage().getMessage(),
                state.getMessage().getToAddresses().stream().map(MailAddress::getEmail).toList(),
                state.getMessage().getReturnPath().getEmail(),
                clock.instant()));
      } catch (MessagingException | IOException e) {
        throw new IllegalArgumentException("The mail cannot be read: " + e.getMessage(), e);
      }
    }

    private static @Nullable String answer(@Nullable Fault fault) {
      return fault == null ? null : fault.status() + " A fault that somebody set.";
    }
  }
}
