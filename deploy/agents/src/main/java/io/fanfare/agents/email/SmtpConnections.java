package io.fanfare.agents.email;

import io.fanfare.schemas.settings.CertificateAuthority;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Connections to the SMTP server, used for several mails each. Safe for several threads. */
final class SmtpConnections implements AutoCloseable {

  private static final Duration UNCHECKED = Duration.ofSeconds(1);
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private static final class Connection {
    private final Transport transport;
    private int sent;
    private long lastNanos = System.nanoTime();

    Connection(Transport transport) {
      this.transport = transport;
    }

    /** Servers close what is idle: whoever sends then would get an error for a good mail. */
    boolean isUsable(int mostMails) {
      long idle = System.nanoTime() - lastNanos;
      return sent < mostMails
          && idle < LONGEST_IDLE.toNanos()
          && (idle < UNCHECKED.toNanos() || transport.isConnected());
    }

    void close() {
      try {
        transport.close();
      } catch (MessagingException e) {
        // The server has gone already.
      }
    }
  }

  private final EmailSettings settings;
  private final Session session;
  private final Deque<Connection> idle = new ArrayDeque<>();

  /**
   * @throws IOException if the file of certificates cannot be read
   */
  SmtpConnections(EmailSettings settings) throws IOException {
    this.settings = settings;
    session = Session.getInstance(properties(settings));
  }

  Session session() {
    return session;
  }

  /** Sends a mail over a connection that is free, or a new one. */
  void send(MimeMessage mail, Address recipient) throws MessagingException {
    Connection connection = take();
    if (connection == null) {
      connection = open();
    }
    boolean answered = false;
    try {
      connection.transport.sendMessage(mail, new Address[] {recipient});
      answered = true;
    } catch (MessagingException e) {
      answered = SmtpFailure.isAnswer(e);
      throw e;
    } finally {
      connection.sent++;
      giveBack(connection, answered);
    }
  }

  private Connection open() throws MessagingException {
    Transport transport = session.getTransport("smtp");
    try {
      if (settings.user().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(settings.user(), settings.password());
      }
    } catch (MessagingException e) {
      new Connection(transport).close();
      throw e;
    }
    return new Connection(transport);
  }

  private @Nullable Connection take() {
    while (true) {
      Connection connection;
      synchronized (idle) {
        connection = idle.pollLast();
      }
      if (connection == null || connection.isUsable(settings.perConnection())) {
        return connection;
      }
      connection.close();
    }
  }

  private void giveBack(Connection connection, boolean healthy) {
    if (!healthy || connection.sent >= settings.perConnection()) {
      connection.close();
      return;
    }
    connection.lastNanos = System.nanoTime();
    synchronized (idle) {
      idle.addLast(connection);
    }
  }

  @Override
  public void close() {
    synchronized (idle) {
      idle.forEach(Connection::close);
      idle.clear();
    }
  }

  private static Properties properties(EmailSettings settings) throws IOException {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.port()));
    properties.put("mail.smtp.from", settings.bounces());
    properties.put("mail.smtp.localhost", settings.domain());
    properties.put("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
    // The defaults wait for ever.
    properties.put("mail.smtp.connectiontimeout", millis(settings.connectTimeout()));
    properties.put("mail.smtp.timeout", millis(settings.readTimeout()));
    properties.put("mail.smtp.writetimeout", millis(settings.writeTimeout()));
    properties.put("mail.smtp.quitwait", "false");
    boolean startTls = settings.security() == EmailSettings.Security.STARTTLS;
    properties.put("mail.smtp.starttls.enable", String.valueOf(startTls));
    properties.put("mail.smtp.starttls.required", String.valueOf(startTls));
    boolean tls = settings.security() == EmailSettings.Security.TLS;
    properties.put("mail.smtp.ssl.enable", String.valueOf(tls));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    if (!settings.caFile().isEmpty()) {
      properties.put(
          "mail.smtp.ssl.socketFactory",
          CertificateAuthority.trusting(Path.of(settings.caFile())).getSocketFactory());
    }
    return properties;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
