package io.fanfare.agents.email;

import io.fanfare.agents.message.Delivery;
import io.fanfare.agents.message.Message;
import io.fanfare.agents.threads.DaemonThreads;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages as mail, with a thread for each connection. Safe for use by several threads. */
public final class EmailSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmailSender.class);
  private static final int MOST_WAITING = 1_000;

  /** A line of a header has at most 998 characters, and servers may refuse longer ones. */
  private static final int LONGEST_LINK = 900;

  private final EmailSettings settings;
  private final Clock clock;
  private final SmtpConnections connections;
  private final MailComposer composer;
  private final ThreadPoolExecutor threads;

  /**
   * @throws IOException if the file of certificates cannot be read
   */
  public EmailSender(EmailSettings settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    connections = new SmtpConnections(settings);
    composer = new MailComposer(settings, connections.session());
    threads =
        new ThreadPoolExecutor(
            settings.connections(),
            settings.connections(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            DaemonThreads.named("email"));
  }

  /** Sends a message, once. The stage never fails; it completes on a thread of this sender. */
  public CompletionStage<Delivery> send(Message message, EmailRecipient recipient) {
    Optional<String> address = Mailbox.parse(recipient.address());
    if (address.isEmpty()) {
      return done(Delivery.refused("The address is not one mailbox in ASCII."));
    }
    if (!isLink(recipient.unsubscribe())) {
      return done(
          Delivery.refused(
              "The URL to unsubscribe is not https://HOST… of at most 900 characters."));
    }
    Task task = new Task(() -> attempt(message, recipient, address.get()));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      task.abandon();
    }
    return task.delivery;
  }

  /** One mail that waits for a connection. */
  private static final class Task implements Runnable {

    private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
    private final Supplier<Delivery> attempt;

    Task(Supplier<Delivery> attempt) {
      this.attempt = attempt;
    }

    @Override
    public void run() {
      delivery.complete(attempt.get());
    }

    void abandon() {
      delivery.complete(Delivery.retry("Too many mails wait, or the sender is closed.", null));
    }
  }

  private Delivery attempt(Message message, EmailRecipient recipient, String address) {
    Instant now = clock.instant();
    if (message.isExpired(now)) {
      return Delivery.expired(message);
    }
    try {
      connections.send(
          composer.compose(message, recipient, address, now), new InternetAddress(address, true));
      return Delivery.accepted("The server took the mail.");
    } catch (MessagingException e) {
      return SmtpFailure.delivery(e);
    } catch (RuntimeException e) {
      LOG.error("Message {} cannot be sent as mail.", message.id(), e);
      return Delivery.retry("The mail was not sent: " + e, null);
    }
  }

  private boolean isLink(URI url) {
    boolean isHttp = settings.allowHttp() && "http".equals(url.getScheme());
    return ("https".equals(url.getScheme()) || isHttp)
        && url.getHost() != null
        && url.toASCIIString().length() <= LONGEST_LINK;
  }

  private static CompletionStage<Delivery> done(Delivery delivery) {
    return CompletableFuture.completedFuture(delivery);
  }

  /** How many mails are sent at a time. */
  public int connections() {
    return settings.connections();
  }

  /** Stops without waiting for mails that are being sent; those that wait get RETRY. */
  @Override
  public void close() {
    threads.shutdownNow().forEach(task -> ((Task) task).abandon());
    connections.close();
  }
}
